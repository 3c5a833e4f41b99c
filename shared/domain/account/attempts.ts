import { secondsUntil } from '../instants.ts'
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
export interface AttemptCounter {
  attemptKey: string
  windowEndsAt: Date
}

export interface LimitedCounter extends AttemptCounter {
  limit: AttemptLimit
  /** Where the limit counts accounts too: how many a try counts or gives back. */
  accounts?: number
}

export interface AttemptCount {
  attempts: number
  lastAt?: Date
  accounts?: number
}

/** Under the current key alone: another one begins all counters anew, once. */
export function limitedCounter(
  keys: KeysFor<'attempt'>,
  limit: AttemptLimit,
  subject: string[],
  now: Date,
): LimitedCounter {
  const { window, windowEndsAt } = windowOf(limit, now)
  return {
    attemptKey: keyedHash(keys.attempt[0].key, limit.name, String(window), ...subject),
    windowEndsAt,
    limit,
  }
}

/** In which of its windows, counted from 1970. */
export function windowOf({ windowSeconds }: AttemptLimit, now: Date) {
  const windowMilliseconds = windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  return { window, windowEndsAt: new Date((window + 1) * windowMilliseconds) }
}

/** When the next try may be made; undefined when it need not wait. */
export function allowedAt(
  { limit, windowEndsAt, accounts = 0 }: LimitedCounter,
  tries: AttemptCount | undefined,
): Date | undefined {
  const { free, waitsSeconds = [] } = limit
  if (limit.accounts !== undefined && (tries?.accounts ?? 0) + accounts > limit.accounts) {
    return windowEndsAt
  }
  if (!tries || tries.attempts < free) return undefined
  const waitSeconds = waitsSeconds[Math.min(tries.attempts - free, waitsSeconds.length - 1)]
  if (waitSeconds === undefined || !tries.lastAt) return windowEndsAt
  const instant = tries.lastAt.getTime() + waitSeconds * 1000
  return new Date(Math.min(instant, windowEndsAt.getTime()))
}

export type AttemptCharge =
  | { taken: true; attempts: number; accounts?: number }
  | { taken: false; allowedAt: Date }

export interface TooMany {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
}

export function tooManyUntil(allowedAt: Date, now: Date): TooMany {
  return { outcome: 'too-many-attempts', retryAfterSeconds: secondsUntil(allowedAt, now) }
}

export interface Attempts {
  find(counter: AttemptCounter): Promise<AttemptCount | undefined>
  /** Counts one more try, with its accounts, if the limit allows it now. One that it refuses leaves no trace. */
  charge(counter: LimitedCounter, now: Date): Promise<AttemptCharge>
  /**
   * Undoes one try, and the wait that it began; of two given back in a row, the first one's wait stays. Gives back
   * its accounts too, or as many as there are. Of a counter that is not there, nothing.
   * @param tries none, to give accounts back alone
   */
  refund(counter: LimitedCounter, tries?: 0 | 1): Promise<void>
  /** Begins a counter anew whose last try came before. @returns false of one that counted since, or counts nothing */
  forget(counter: AttemptCounter, before: Date): Promise<boolean>
}
