import { type Keys, keyedHash } from './keys.ts'

/** How many tries something allows within a window of fixed length. */
export interface AttemptLimit {
  name: string
  maximum: number
  windowSeconds: number
}

/** Wrong passwords in the espace électeur, for one account from one address. */
export const signInLimit: AttemptLimit = { name: 'sign-in', maximum: 10, windowSeconds: 900 }

/** Wrong identifiers or passwords in the espace de vote, for one voter. */
export const boothLimit: AttemptLimit = { name: 'booth', maximum: 10, windowSeconds: 900 }

/**
 * Requests that were admitted and not accepted, for one voter: each may be a guess at a NUMEN, a birth
 * date or a code. Birth dates are few (25,000 or so): over three weeks this leaves a thief of the session
 * and the NUMEN less than two chances in a hundred.
 */
export const identityLimit: AttemptLimit = { name: 'identity', maximum: 20, windowSeconds: 86_400 }

/** One counter: who tries what, in which window. A new window is a new counter, so none needs a reset. */
export interface AttemptCounter {
  attemptKey: string
  windowEndsAt: Date
}

export function attemptCounter(
  keys: Keys,
  limit: AttemptLimit,
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

export function secondsUntil(instant: Date, now: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000))
}
