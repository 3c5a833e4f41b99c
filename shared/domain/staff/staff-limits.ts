import { type AttemptLimit, type LimitedCounter, windowOf } from '../account/attempts.ts'

const staffLimits = {
  issuedCodes: { name: 'drawn-file-codes', windowSeconds: 3600, quota: 10 },
  /** While 300 codes are valid, a person who guesses needs about two years to find one. */
  wrongCodes: { name: 'wrong-file-codes', windowSeconds: 900, quota: 5 },
  /** Correct identities count too: NUMEN and birth date are not secret enough to identify a caller. */
  identities: { name: 'said-identities', windowSeconds: 3600, quota: 15 },
  actions: { name: 'staff-actions', windowSeconds: 3600, quota: 20 },
} as const satisfies Record<string, AttemptLimit>

/** The key holds the subject in clear: a staff member's e-mail address, or a voter's id (a keyed hash). */
export function staffCounter(
  name: keyof typeof staffLimits,
  subject: string,
  now: WallInstant,
): LimitedCounter<WallInstant> {
  const limit = staffLimits[name]
  const { window, windowEndsAt } = windowOf(limit, now)
  return { attemptKey: [limit.name, window, subject].join(' '), windowEndsAt, limit }
}
