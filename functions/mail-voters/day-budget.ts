import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type LinkDays,
  type LinkPool,
  mayMailLink,
  singleCount,
} from '../../shared/domain/mail/links-share-of-quota.ts'

interface Budget {
  linkDays: LinkDays
  election: { mailsPerDay?: number | undefined; timeZone: string }
  clock: Clock<ElectionInstant>
}

export type BudgetRefusal =
  /** The day's share is used up: the mail waits for another day. */
  | 'no-budget'
  /** The address had its mail today, and the day's share of repeats is used up. */
  | 'no-more-today'

/** Checked before taking a rate-limit token, so mails beyond the budget do not slow others. */
export async function checkDayBudget(
  { linkDays, election, clock }: Budget,
  pool: LinkPool,
): Promise<BudgetRefusal | undefined> {
  const { mailsPerDay, timeZone } = election
  if (mailsPerDay === undefined) return undefined
  const counts = await linkDays.find(electionDayOf(clock(), timeZone))
  if (mayMailLink(counts, mailsPerDay, pool)) return undefined
  return pool === 'repeats' ? 'no-more-today' : 'no-budget'
}

/** Counts a sent mail. Concurrent mails may exceed the budget slightly. */
export async function countMailed(
  { linkDays, election, clock }: Budget,
  pool: LinkPool,
): Promise<void> {
  if (election.mailsPerDay === undefined) return
  const day = electionDayOf(clock(), election.timeZone)
  // Failing would mail it again; a lost count allows only one mail too many.
  await linkDays.count(day, singleCount(pool)).catch(() => {})
}
