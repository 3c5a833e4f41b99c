import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type LinkCounts,
  type LinkDays,
  type LinkPool,
  mayMailLink,
  noLinks,
  oneOf,
  sumOf,
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
    await linkDays.count(day, oneOf(pool))
  }
  return mailing
}

/**
 * Counts the links of one invocation by one write at its end: all those of a day are to one item. What leaves at the
 * same moment may be a few links too many.
 */
export function countingTogether(linkDays: LinkDays) {
  const counts = new Map<string, { day: ElectionDay; counted: LinkCounts }>()
  return {
    linkDays: {
      ...linkDays,
      async count(day: ElectionDay, more: LinkCounts) {
        const counted = sumOf(counts.get(day.day)?.counted ?? noLinks, more)
        counts.set(day.day, { day, counted })
      },
    },
    async end(): Promise<void> {
      const writes = [...counts.values()].map(({ day, counted }) => linkDays.count(day, counted))
      // A count that is lost lets a few links too many leave at worst: no reason to mail these again.
      await Promise.allSettled(writes)
    },
  }
}
