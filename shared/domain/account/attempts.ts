import { earliestOf, secondsLater, secondsUntil } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'

export interface AttemptLimit {
  name: string
  windowSeconds: number
  quota: number
  /** Waits after attempt `quota` and later ones; the last repeats. If absent, the wait lasts until the window ends. */
  backoffSeconds?: readonly number[]
}

export interface AttemptCounter<Instant extends AnyInstant = ElectionInstant> {
  attemptKey: string
  windowEndsAt: Instant
}

export interface LimitedCounter<Instant extends AnyInstant = ElectionInstant>
  extends AttemptCounter<Instant> {
  limit: AttemptLimit
}

export interface AttemptCount<Instant extends AnyInstant = ElectionInstant> {
  attempts: number
  lastAt?: Instant
}

/** A rotation of `proofKeys` resets the counters, since only the current key version is used. */
export function limitedCounter(
  keys: KeysFor<'attempt'>,
  limit: AttemptLimit,
  subject: string[],
  now: ElectionInstant,
): LimitedCounter {
  const { window, windowEndsAt } = windowOf(limit, now)
  return {
    attemptKey: keyedHash(keys.attempt[0].key, limit.name, String(window), ...subject),
    windowEndsAt,
    limit,
  }
}

export function windowOf<Instant extends AnyInstant>(
  { windowSeconds }: AttemptLimit,
  now: Instant,
) {
  const windowMilliseconds = windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  return { window, windowEndsAt: new Date((window + 1) * windowMilliseconds) as Instant }
}

/** @returns an instant that may have passed, or undefined if no wait applies */
export function retryTime<Instant extends AnyInstant>(
  { limit, windowEndsAt }: LimitedCounter<Instant>,
  count: AttemptCount<Instant> | undefined,
): Instant | undefined {
  const { quota, backoffSeconds = [] } = limit
  if (!count || count.attempts < quota) return undefined
  const waitSeconds = backoffSeconds[Math.min(count.attempts - quota, backoffSeconds.length - 1)]
  if (waitSeconds === undefined || !count.lastAt) return windowEndsAt
  return earliestOf(secondsLater(count.lastAt, waitSeconds), windowEndsAt)
}

export type AttemptCharge<Instant extends AnyInstant = ElectionInstant> =
  | { isAllowed: true; attempts: number }
  | { isAllowed: false; allowedAt: Instant }

export interface Backoff {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
}

export function backoffUntil<Instant extends AnyInstant>(
  allowedAt: Instant,
  now: NoInfer<Instant>,
): Backoff {
  return { outcome: 'too-many-attempts', retryAfterSeconds: secondsUntil(allowedAt, now) }
}

export interface Attempts<Instant extends AnyInstant = ElectionInstant> {
  find(counter: AttemptCounter<Instant>): Promise<AttemptCount<Instant> | undefined>
  charge(counter: LimitedCounter<Instant>, now: Instant): Promise<AttemptCharge<Instant>>
  refund(counter: AttemptCounter<Instant>): Promise<void>
  clear(counter: AttemptCounter<Instant>): Promise<void>
  clearStale(counter: AttemptCounter<Instant>, before: Instant): Promise<boolean>
}
