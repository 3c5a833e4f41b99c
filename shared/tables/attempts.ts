import type { AttemptCount, LimitedCounter } from '../domain/account/attempts.ts'
import { secondsLater } from '../domain/instants.ts'
import { type ExpiringItem, type Stored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type AttemptItem = Stored<AttemptCount> &
  ExpiringItem & {
    attemptKey: string
    /** Value of `lastAt` before the last attempt, so that a refund also undoes the wait. */
    previousAt?: string
  }

export const attemptsTable = {
  constructId: 'Attempts',
  description: 'A counter of attempts by one subject in one window of time.',
  partitionKey: { name: 'attemptKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    attemptKey: 'keyed hash of the limit, the window and the subject',
    attempts: 'number of attempts',
    lastAt: 'when the last attempt was made',
    previousAt: 'value of `lastAt` before the last attempt',
    ttl: 'seconds; a week after the window ends',
  },
  retention: 'until a success or lifted wait, or a week after the window.',
} as const satisfies TableDefinition<AttemptItem>

export function fromAttemptItem<Instant extends AnyInstant = ElectionInstant>({
  attempts,
  lastAt,
}: AttemptItem): AttemptCount<Instant> {
  return { attempts, ...(lastAt && { lastAt: new Date(lastAt) as Instant }) }
}

export function chargeUpdate<Instant extends AnyInstant>(
  { windowEndsAt, limit }: LimitedCounter<Instant>,
  now: Instant,
  ttl = ttlOf(windowEndsAt),
) {
  const { quota, backoffSeconds = [] } = limit
  const conditions = ['attribute_not_exists(attempts)', 'attempts < :quota']
  const values: Record<string, number | Instant> = { quota }
  for (const [index, waitSeconds] of backoffSeconds.entries()) {
    const comparison = index < backoffSeconds.length - 1 ? '=' : '>='
    conditions.push(`(attempts ${comparison} :count${index} AND lastAt <= :since${index})`)
    values[`count${index}`] = quota + index
    values[`since${index}`] = secondsLater(now, -waitSeconds)
  }
  return {
    UpdateExpression:
      'ADD attempts :one SET previousAt = if_not_exists(lastAt, :now), lastAt = :now, #ttl = :ttl',
    ConditionExpression: conditions.join(' OR '),
    values: { ...values, one: 1, now, ttl },
  }
}

export const refundUpdate = {
  UpdateExpression: 'ADD attempts :minusOne SET lastAt = previousAt',
  ConditionExpression: 'attempts >= :one',
  values: { minusOne: -1, one: 1 },
}
