import type { AttemptLimit } from '../../shared/domain/account/attempts.ts'

/**
 * Admitted but refused requests per voter, each a guess of NUMEN, birth date or code. Of some 25,000 birth dates, a
 * thief of session and NUMEN can try 19 a day: less than a 2% chance in three weeks.
 */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  quota: 5,
  waitsSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}
