import { type KeysFor, keyedHash } from '../keys.ts'

/** Tries are counted in windows of fixed length. */
export interface AttemptWindow {
  name: string
  windowSeconds: number
}

/** How many tries something allows within a window, and after which waits. */
export interface AttemptLimit extends AttemptWindow {
  /** Tries that wait for nothing. */
  free: number
  /**
   * How long each one after them waits since the one before; the last goes for all that follow.
   * With none, there are no more until the window ends.
   */
  waitsSeconds: readonly number[]
}

/** One counter: who tries what, in which window. A new window is a new counter, so none needs a reset. */
export interface AttemptCounter {
  attemptKey: string
  windowEndsAt: Date
}

/** One that knows its limit. */
export interface LimitedCounter extends AttemptCounter {
  limit: AttemptLimit
}

/** What a counter holds. */
export interface AttemptCount {
  attempts: number
  /** When the last one was counted. */
  lastAt?: Date
}

export function attemptCounter(
  keys: KeysFor<'attempt'>,
  limit: AttemptWindow,
  subject: string[],
  now: Date,
): AttemptCounter {
  const windowMilliseconds = limit.windowSeconds * 1000
  const window = Math.floor(now.getTime() / windowMilliseconds)
  return {
    attemptKey: keyedHash(keys.attempt, limit.name, String(window), ...subject),
    windowEndsAt: new Date((window + 1) * windowMilliseconds),
  }
}

export function limitedCounter(
  keys: KeysFor<'attempt'>,
  limit: AttemptLimit,
  subject: string[],
  now: Date,
): LimitedCounter {
  return { ...attemptCounter(keys, limit, subject, now), limit }
}

/** When the next try may be made; undefined when it need not wait. */
export function allowedAt(
  { limit, windowEndsAt }: LimitedCounter,
  tries: AttemptCount | undefined,
): Date | undefined {
  const { free, waitsSeconds } = limit
  if (!tries || tries.attempts < free) return undefined
  const waitSeconds = waitsSeconds[Math.min(tries.attempts - free, waitsSeconds.length - 1)]
  if (waitSeconds === undefined || !tries.lastAt) return windowEndsAt
  const instant = tries.lastAt.getTime() + waitSeconds * 1000
  return new Date(Math.min(instant, windowEndsAt.getTime()))
}

export type AttemptCharge =
  /** With how many the counter holds now. */
  { taken: true; attempts: number } | { taken: false; allowedAt: Date }

export interface Attempts {
  find(counter: AttemptCounter): Promise<AttemptCount | undefined>
  /** Counts one more try if the limit allows it now. One that it refuses leaves no trace. */
  charge(counter: LimitedCounter, now: Date): Promise<AttemptCharge>
  /**
   * Undoes one try, and the wait that it began; of two given back in a row, the first one's wait stays.
   * Of a counter that is not there, nothing.
   */
  refund(counter: LimitedCounter): Promise<void>
  /** Counts one more try, whatever the limit, of a counter that holds one. @returns whether it does */
  countAgain(counter: AttemptCounter, now: Date): Promise<boolean>
  clear(counter: AttemptCounter): Promise<void>
}
