import { type AttemptLimit, type LimitedCounter, windowOf } from '../account/attempts.ts'

/** Per voter. */
const drawnCodes: AttemptLimit = { name: 'drawn-file-codes', windowSeconds: 3600, free: 10 }

/**
 * Per staff member: 480 guesses a day at one of 10⁸ codes. With 300 valid codes at any moment, two hundred people who
 * guess day and night find one in three and a half days; one person needs almost two years.
 */
const wrongCodes: AttemptLimit = { name: 'wrong-file-codes', windowSeconds: 900, free: 5 }

/** Per staff member, correct ones included: NUMEN and birth date are not secret enough to identify a caller. */
const identitiesOfAnHour: AttemptLimit = { name: 'said-identities', windowSeconds: 3600, free: 15 }

/** Per staff member. */
const actionsOfAnHour: AttemptLimit = { name: 'staff-actions', windowSeconds: 3600, free: 20 }

export const drawnBy = (voterId: string, now: WallInstant) => counterOf(drawnCodes, voterId, now)

export const actedBy = (email: string, now: WallInstant) => counterOf(actionsOfAnHour, email, now)

export const identifiedBy = (email: string, now: WallInstant) =>
  counterOf(identitiesOfAnHour, email, now)

export const wrongBy = (email: string, now: WallInstant) => counterOf(wrongCodes, email, now)

/** Keys are in clear, in the staff's own table. */
function counterOf(
  limit: AttemptLimit,
  subject: string,
  now: WallInstant,
): LimitedCounter<WallInstant> {
  const { window, windowEndsAt } = windowOf(limit, now)
  return {
    attemptKey: [limit.name, window, subject].join(' '),
    windowEndsAt,
    limit,
  }
}
