import { type AttemptLimit, type LimitedCounter, windowOf } from '../account/attempts.ts'

const drawnCodes: AttemptLimit = { name: 'drawn-file-codes', windowSeconds: 3600, free: 10 }

/** Per person: 480 guesses a day at one of 10⁸ codes. With 300 of them valid, a hit takes two years on average. */
const wrongCodes: AttemptLimit = { name: 'wrong-file-codes', windowSeconds: 900, free: 5 }

/** Correct ones count too: NUMEN and birth date are not secret enough to identify a caller. */
const identitiesOfAnHour: AttemptLimit = { name: 'said-identities', windowSeconds: 3600, free: 15 }

const actionsOfAnHour: AttemptLimit = { name: 'staff-actions', windowSeconds: 3600, free: 20 }

export const drawnBy = (voterId: string, now: WallInstant) => counterOf(drawnCodes, voterId, now)

export const actedBy = (email: string, now: WallInstant) => counterOf(actionsOfAnHour, email, now)

export const identifiedBy = (email: string, now: WallInstant) =>
  counterOf(identitiesOfAnHour, email, now)

export const wrongBy = (email: string, now: WallInstant) => counterOf(wrongCodes, email, now)

/** Keys hold addresses in clear, since the table is the staff's own. */
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
