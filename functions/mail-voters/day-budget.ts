import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type LinkDays,
  type LinkPool,
  mayMailLink,
  singleCount,
} from '../../shared/domain/mail/links-share-of-quota.ts'

/** The share of SES's daily quota for links and codes; the rest is for other mails. */
interface Budget {
  linkDays: LinkDays
  election: { mailsPerDay?: number | undefined; timeZone: string }
  clock: Clock<ElectionInstant>
}

export type DaySpent =
  /** The link waits for the next day. */
  | 'no-budget'
  /** The address has had one of its kind today, and the day its repeats: nothing is mailed. */
  | 'no-more-today'

/** Asked before a turn is taken: a mail that the day has no room for leaves the rate to others. */
export async function daySpent(
  { linkDays, election, clock }: Budget,
  pool: LinkPool,
): Promise<DaySpent | undefined> {
  const { mailsPerDay, timeZone } = election
  if (mailsPerDay === undefined) return undefined
  const counts = await linkDays.find(electionDayOf(clock(), timeZone))
  if (mayMailLink(counts, mailsPerDay, pool)) return undefined
  return pool === 'repeats' ? 'no-more-today' : 'no-budget'
}

/** Counts a mail once it has left. Those that leave at the same moment may be a few too many. */
export async function countMailed(
  { linkDays, election, clock }: Budget,
  pool: LinkPool,
): Promise<void> {
  if (election.mailsPerDay === undefined) return
  const day = electionDayOf(clock(), election.timeZone)
  // A lost count lets one mail too many leave at worst: no reason to mail this one again.
  await linkDays.count(day, singleCount(pool)).catch(() => {})
}
