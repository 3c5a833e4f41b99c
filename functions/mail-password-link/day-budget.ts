import type { LinkDays } from '../../shared/domain/mail-ports.ts'
import { linksPerDay } from '../../shared/domain/mail-rate.ts'
import type { Clock } from '../../shared/domain/ports.ts'
import { type SmsDay, smsDayOf } from '../../shared/domain/sms-day.ts'

/** What a day's links and codes may use of SES's quota, so that they leave the rest to the other mails. */
interface Budget {
  linkDays: LinkDays
  election: { mailsPerDay?: number | undefined; timeZone: string }
  clock: Clock
}

/** Seen before a turn is taken: links that wait for the next day leave the rate to others. */
export async function isDaySpent({ linkDays, election, clock }: Budget): Promise<boolean> {
  const { mailsPerDay, timeZone } = election
  if (mailsPerDay === undefined) return false
  return linkDays.isSpent(smsDayOf(clock(), timeZone), linksPerDay(mailsPerDay))
}

/** Mails one link unless the day is spent by now, and counts it once it has left. */
export async function withinBudget<Mailing extends string>(
  budget: Budget,
  mail: () => Promise<Mailing>,
): Promise<Mailing | 'no-budget'> {
  if (await isDaySpent(budget)) return 'no-budget'
  const mailing = await mail()
  const { linkDays, election, clock } = budget
  if (mailing === 'mailed' && election.mailsPerDay !== undefined) {
    await linkDays.count(smsDayOf(clock(), election.timeZone), 1)
  }
  return mailing
}

/**
 * Counts the links of one invocation by one write at its end: all those of a day are to one item. What leaves at the
 * same moment may be a few links too many.
 */
export function countingTogether(linkDays: LinkDays) {
  const counts = new Map<string, { day: SmsDay; links: number }>()
  return {
    linkDays: {
      ...linkDays,
      async count(day: SmsDay, links: number) {
        counts.set(day.day, { day, links: links + (counts.get(day.day)?.links ?? 0) })
      },
    },
    async end(): Promise<void> {
      const writes = [...counts.values()].map(({ day, links }) => linkDays.count(day, links))
      // A count that is lost lets a few links too many leave at worst: no reason to mail these again.
      await Promise.allSettled(writes)
    },
  }
}
