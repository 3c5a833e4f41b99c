import type { AttemptLimit } from '../account/attempts.ts'

/**
 * Requests that were admitted and not accepted, for one voter: each may be a guess at a NUMEN, a birth
 * date or a code. Birth dates are few (25,000 or so): 19 a day over three weeks leave a thief of the session
 * and the NUMEN less than two chances in a hundred. A voter waits two hours and a half at most.
 */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}

/** The last of these wrong identities of a day is told by e-mail. */
export const identityNewsLimit: AttemptLimit = {
  name: 'identity-news',
  windowSeconds: 86_400,
  free: 5,
}

/** For one change that holds requests back, told once in a window; no change holds longer (`bothLostHours`). */
export const bothLostNewsLimit: AttemptLimit = {
  name: 'both-lost-news',
  windowSeconds: 90 * 86_400,
  free: 1,
}
