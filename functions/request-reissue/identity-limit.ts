import type { AttemptLimit } from '../../shared/domain/account/attempts.ts'

/** A thief with a session and the NUMEN can try 19 of some 25,000 birth dates a day: below 2% in three weeks. */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  quota: 5,
  backoffSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}
