import type { AttemptLimit } from '../account/attempts.ts'

/**
 * Requests of one voter that were admitted and not accepted: each may be a guess. Birth dates are few (some 25,000):
 * 19 a day over three weeks leave a thief of the session and the NUMEN less than two chances in a hundred.
 */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  free: 5,
  waitsSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}

/** Wrong identities of one voter in a day: the last of these is told by e-mail. */
export const untoldIdentityLimit: AttemptLimit = {
  name: 'identity-untold',
  windowSeconds: 86_400,
  free: 5,
}
