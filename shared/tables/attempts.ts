import type { AttemptCount, AttemptCounter, LimitedCounter } from '../domain/account/attempts.ts'
import { secondsLater } from '../domain/instants.ts'
import { type Expiring, type Stored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type AttemptItem = Stored<AttemptCount> &
  Expiring & {
    attemptKey: string
    /** What `lastAt` was before, so that an attempt can be given back with its wait. */
    previousAt?: string
  }

export const attemptsTable = {
  constructId: 'Attempts',
  holds: 'A counter of attempts: who tries what, in one window of time.',
  partitionKey: { name: 'attemptKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    attemptKey: 'keyed hash of the limit, the window and who tries',
    attempts: 'how many were made',
    lastAt: 'when the last one was made',
    previousAt: 'when the one before was made',
    ttl: 'seconds; the end of the window',
  },
  stays: 'until an attempt succeeds, or the window ends.',
} as const satisfies TableDefinition<AttemptItem>

export function fromAttemptItem({ attempts, lastAt }: AttemptItem): AttemptCount {
  return { attempts, ...(lastAt && { lastAt: new Date(lastAt) }) }
}

/** One more try, on the condition that `allowedAt` says. */
export function chargeUpdate({ attemptKey, windowEndsAt, limit }: LimitedCounter, now: Date) {
  const { free, waitsSeconds } = limit
  const terms = ['attribute_not_exists(attempts)', 'attempts < :free']
  const values: Record<string, number | string> = { ':free': free }
  for (const [index, waitSeconds] of waitsSeconds.entries()) {
    const comparison = index < waitsSeconds.length - 1 ? '=' : '>='
    terms.push(`(attempts ${comparison} :count${index} AND lastAt <= :since${index})`)
    values[`:count${index}`] = free + index
    values[`:since${index}`] = secondsLater(now, -waitSeconds).toISOString()
  }
  return {
    Key: { attemptKey },
    UpdateExpression:
      'ADD attempts :one SET previousAt = if_not_exists(lastAt, :now), lastAt = :now, #ttl = :ttl',
    ConditionExpression: terms.join(' OR '),
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ...values,
      ':one': 1,
      ':now': now.toISOString(),
      ':ttl': ttlOf(windowEndsAt),
    },
  }
}

/** One try less, with the wait that it began, on the condition that there is one. */
export function refundUpdate({ attemptKey }: AttemptCounter) {
  return {
    Key: { attemptKey },
    UpdateExpression: 'ADD attempts :minusOne SET lastAt = previousAt',
    ConditionExpression: 'attempts > :none',
    ExpressionAttributeValues: { ':minusOne': -1, ':none': 0 },
  }
}
