import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type LinkDays,
  type LinkPool,
  mayMailLink,
  oneOf,
} from '../../shared/domain/mail/links-share-of-quota.ts'

/** What a day's links and codes may use of SES's quota, so that they leave the rest to the other mails. */
interface Budget {
  linkDays: LinkDays
  election: { mailsPerDay?: number | undefined; timeZone: string }
  clock: Clock<ElectionInstant>
}

export type DaySpent =
  /** The day has had its links: it waits for the next. */
  | 'no-budget'
  /** The address has had one of its kind today, and the day its repeats: it is not mailed. */
  | 'no-more-today'

/** Seen before a turn is taken: what the day has no room for leaves the rate to others. */
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

/** Mails one link unless the day is spent by now, and counts it once it has left. */
export async function withinBudget<Mailing extends string>(
  budget: Budget,
  pool: LinkPool,
  mail: () => Promise<Mailing>,
): Promise<Mailing | DaySpent> {
  const spent = await daySpent(budget, pool)
  if (spent) return spent
  const mailing = await mail()
  const { linkDays, election, clock } = budget
  if (mailing === 'mailed' && election.mailsPerDay !== undefined) {
    const day = electionDayOf(clock(), election.timeZone)
    // A count that is lost lets a link too many leave at worst: no reason to mail this one again.
    await linkDays.count(day, oneOf(pool)).catch(() => {})
  }
  return mailing
}
