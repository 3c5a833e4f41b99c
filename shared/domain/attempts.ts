import { type Keys, keyedHash } from './keys.ts'
import type { AttemptLimit, AttemptWindow } from './limits.ts'

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
  keys: Keys,
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
  keys: Keys,
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
