import { type Keys, keyedHash } from './keys.ts'

/** Tries are counted in windows of fixed length. */
interface AttemptWindow {
  name: string
  windowSeconds: number
}

/** How many tries something allows within a window, and at which pace. */
export interface AttemptLimit extends AttemptWindow {
  /** Tries that wait for nothing. */
  free: number
  /**
   * How long each one after them waits since the one before; the last goes for all that follow.
   * With none, there are no more until the window ends.
   */
  waitsSeconds: readonly number[]
}

/** Twelve tries in eleven minutes, then one every ten minutes: 154 a day, and nobody waits longer. */
const growingWaits = {
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [5, 10, 20, 40, 80, 160, 320, 600],
} as const

/** One account from one browser that its voter has used. */
export const deviceLimit: AttemptLimit = { name: 'device', ...growingWaits }

/** One account from one network, with browsers that are not known. */
export const pairLimit: AttemptLimit = { name: 'pair', ...growingWaits }

/** The same, each try with a security code. */
export const codeLimit: AttemptLimit = { name: 'code', ...growingWaits }

/** One account from all networks together, without a code. */
export const accountLimit: AttemptLimit = {
  name: 'account',
  windowSeconds: 900,
  free: 20,
  waitsSeconds: [],
}

/** One network for all accounts together, without a code: a whole campus may be behind one address. */
export const networkLimit: AttemptLimit = {
  name: 'network',
  windowSeconds: 900,
  free: 100,
  waitsSeconds: [],
}

/**
 * Browsers that signing in makes known to one account. Each has tries of its own in the espace de vote,
 * which a thief of the password would otherwise multiply by signing in again and again.
 */
export const newDeviceLimit: AttemptLimit = {
  name: 'new-device',
  windowSeconds: 86_400,
  free: 20,
  waitsSeconds: [],
}

/**
 * Requests that were admitted and not accepted, for one voter: each may be a guess at a NUMEN, a birth
 * date or a code. Birth dates are few (25,000 or so): over three weeks this leaves a thief of the session
 * and the NUMEN less than two chances in a hundred.
 */
export const identityLimit = { name: 'identity', maximum: 20, windowSeconds: 86_400 } as const

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

export function secondsUntil(instant: Date, now: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000))
}
