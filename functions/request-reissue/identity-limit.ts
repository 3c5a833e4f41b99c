import type { AttemptLimit } from '../../shared/domain/account/attempts.ts'

/** Unless staff lift the wait, a thief with a session and the NUMEN can try 19 of some 25,000 birth dates a day. */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  quota: 5,
  backoffSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}
