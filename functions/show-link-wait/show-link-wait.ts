import { secondsUntil } from '../../shared/domain/instants.ts'
import type { LinkDays } from '../../shared/domain/mail-ports.ts'
import { linksPerDay, linkWaitSeconds } from '../../shared/domain/mail-rate.ts'
import type { Backlog, Clock } from '../../shared/domain/ports.ts'
import { smsDayOf } from '../../shared/domain/sms-day.ts'

/** How long a link that is asked for now may take to leave, at most, in minutes: the same for everybody. */
export async function showLinkWait(
  engines: {
    links: Backlog
    stopLinks: Backlog
    linkDays: Pick<LinkDays, 'isSpent'>
    clock: Clock
  },
  election: { mailsPerSecond: number; mailsPerDay?: number | undefined; timeZone: string },
): Promise<number> {
  const now = engines.clock()
  const day = smsDayOf(now, election.timeZone)
  const { mailsPerDay, mailsPerSecond } = election
  const [links, stopLinks, isSpent] = await Promise.all([
    engines.links.waiting(),
    engines.stopLinks.waiting(),
    mailsPerDay !== undefined && engines.linkDays.isSpent(day, linksPerDay(mailsPerDay)),
  ])
  // Links that wait for the next day look for it every quarter of an hour.
  const beginsSeconds = isSpent ? secondsUntil(day.endsAt, now) + 900 : 0
  return Math.ceil((beginsSeconds + linkWaitSeconds({ links, stopLinks }, mailsPerSecond)) / 60)
}
