import { type AttemptLimit, type LimitedCounter, windowOf } from '../account/attempts.ts'

/** Of one voter: nobody reads more of them aloud. */
const drawnCodes: AttemptLimit = { name: 'drawn-file-codes', windowSeconds: 3600, free: 10 }

/**
 * Of one of the staff: 480 guesses a day at one of 10⁸ codes. If 300 codes are good at any moment, two hundred who
 * guess day and night find one in some three days and a half; one alone, in almost two years.
 */
const wrongCodes: AttemptLimit = { name: 'wrong-file-codes', windowSeconds: 900, free: 5 }

/** Of one of the staff, right ones too: NUMEN and birth date are not secret enough to prove who calls. */
const identitiesOfAnHour: AttemptLimit = { name: 'said-identities', windowSeconds: 3600, free: 15 }

/** Of one of the staff. */
const actionsOfAnHour: AttemptLimit = { name: 'staff-actions', windowSeconds: 3600, free: 20 }

export const drawnBy = (voterId: string, now: WallInstant) => counterOf(drawnCodes, voterId, now)

export const actedBy = (email: string, now: WallInstant) => counterOf(actionsOfAnHour, email, now)

export const identifiedBy = (email: string, now: WallInstant) =>
  counterOf(identitiesOfAnHour, email, now)

export const wrongBy = (email: string, now: WallInstant) => counterOf(wrongCodes, email, now)

/** In a table of the staff's own, whose keys are no secret. */
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
