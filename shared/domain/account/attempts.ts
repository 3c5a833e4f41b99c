import { earliest, secondsLater, secondsUntil } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'

/** How many tries something allows within a window of fixed length, and after which waits. */
export interface AttemptLimit {
  name: string
  windowSeconds: number
  free: number
  /**
   * How long each one after them waits since the one before; the last goes for all that follow.
   * Absent: there are no more until the window ends.
   */
  waitsSeconds?: readonly number[]
  /** How many accounts may be counted beside the tries. */
  accounts?: number
}

/** One counter: who tries what, in which window. A new window is a new counter, so none needs a reset. */
/** By the clock of whoever tries: the staff's is the wall's. */
export interface AttemptCounter<Instant extends AnyInstant = ElectionInstant> {
  attemptKey: string
  windowEndsAt: Instant
}

export interface LimitedCounter<Instant extends AnyInstant = ElectionInstant>
  extends AttemptCounter<Instant> {
  limit: AttemptLimit
  /** Where the limit counts accounts too: how many a try counts or gives back. */
  accounts?: number
}

export interface AttemptCount<Instant extends AnyInstant = ElectionInstant> {
  attempts: number
  lastAt?: Instant
  accounts?: number
}

/** Under the current key alone: another one begins all counters anew, once. */
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

/** In which of its windows, counted from 1970. */
export function windowOf<Instant extends AnyInstant>(
  { windowSeconds }: AttemptLimit,
  now: Instant,
) {
  const windowMilliseconds = windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  return { window, windowEndsAt: new Date((window + 1) * windowMilliseconds) as Instant }
}

/** When the next try may be made; undefined when it need not wait. */
export function allowedAt<Instant extends AnyInstant>(
  { limit, windowEndsAt, accounts = 0 }: LimitedCounter<Instant>,
  tries: AttemptCount<Instant> | undefined,
): Instant | undefined {
  const { free, waitsSeconds = [] } = limit
  if (limit.accounts !== undefined && (tries?.accounts ?? 0) + accounts > limit.accounts) {
    return windowEndsAt
  }
  if (!tries || tries.attempts < free) return undefined
  const waitSeconds = waitsSeconds[Math.min(tries.attempts - free, waitsSeconds.length - 1)]
  if (waitSeconds === undefined || !tries.lastAt) return windowEndsAt
  return earliest(secondsLater(tries.lastAt, waitSeconds), windowEndsAt)
}

export type AttemptCharge<Instant extends AnyInstant = ElectionInstant> =
  | { taken: true; attempts: number; accounts?: number }
  | { taken: false; allowedAt: Instant }

export interface TooMany {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
}

export function tooManyUntil<Instant extends AnyInstant>(
  allowedAt: Instant,
  now: NoInfer<Instant>,
): TooMany {
  return { outcome: 'too-many-attempts', retryAfterSeconds: secondsUntil(allowedAt, now) }
}

export interface Attempts<Instant extends AnyInstant = ElectionInstant> {
  find(counter: AttemptCounter<Instant>): Promise<AttemptCount<Instant> | undefined>
  /** Counts one more try, with its accounts, if the limit allows it now. One that it refuses leaves no trace. */
  charge(counter: LimitedCounter<Instant>, now: Instant): Promise<AttemptCharge<Instant>>
  /**
   * Undoes one try, and the wait that it began; of two given back in a row, the first one's wait stays. Gives back
   * its accounts too, or as many as there are. Of a counter that is not there, nothing.
   * @param tries none, to give accounts back alone
   */
  refund(counter: LimitedCounter<Instant>, tries?: 0 | 1): Promise<void>
  /** Begins a counter anew whose last try came before. @returns false of one that counted since, or counts nothing */
  forget(counter: AttemptCounter<Instant>, before: Instant): Promise<boolean>
}
