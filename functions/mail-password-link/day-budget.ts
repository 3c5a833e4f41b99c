import type { LinkDays } from '../../shared/domain/mail-ports.ts'
import { linksPerDay } from '../../shared/domain/mail-rate.ts'
import type { Clock } from '../../shared/domain/ports.ts'
import { smsDayOf } from '../../shared/domain/sms-day.ts'

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

/** Counts one link of the day, unless it is not mailed after all. */
export async function withinBudget<Mailing extends string>(
  { linkDays, election, clock }: Budget,
  mail: () => Promise<Mailing>,
): Promise<Mailing | 'no-budget'> {
  const { mailsPerDay, timeZone } = election
  if (mailsPerDay === undefined) return mail()
  const day = smsDayOf(clock(), timeZone)
  if (!(await linkDays.count(day, linksPerDay(mailsPerDay)))) return 'no-budget'
  let isMailed = false
  try {
    const mailing = await mail()
    isMailed = mailing === 'mailed'
    return mailing
  } finally {
    // A count that is off by one lets one link wait a day too long at worst: no reason to fail.
    if (!isMailed) await linkDays.uncount(day).catch(() => {})
  }
}
