import type { PasswordLinkWait } from '../../shared/contract/account.ts'
import { type Clock, secondsUntil } from '../../shared/domain/instants.ts'
import { type LinkDays, linkWaitSeconds, mayMailLink } from '../../shared/domain/mail/mail-rate.ts'
import { type Backlog, longestDelaySeconds } from '../../shared/domain/queues.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'

/** How long a link that is asked for now may take to leave, at most: the same for everybody. */
export async function showLinkWait(
  engines: {
    links: Backlog
    stopLinks: Backlog
    linkDays: Pick<LinkDays, 'find'>
    clock: Clock
  },
  election: { mailsPerSecond: number; mailsPerDay?: number | undefined; timeZone: string },
): Promise<PasswordLinkWait> {
  const now = engines.clock()
  const day = smsDayOf(now, election.timeZone)
  const { mailsPerDay, mailsPerSecond } = election
  const [links, stopLinks, counts] = await Promise.all([
    engines.links.waiting(),
    engines.stopLinks.waiting(),
    mailsPerDay === undefined ? undefined : engines.linkDays.find(day),
  ])
  const isSpent = (isRepeat: boolean) =>
    mailsPerDay !== undefined && counts !== undefined && !mayMailLink(counts, mailsPerDay, isRepeat)
  // Links that wait for the next day look for it so often.
  const beginsSeconds = isSpent(false) ? secondsUntil(day.endsAt, now) + longestDelaySeconds : 0
  const waitSeconds = beginsSeconds + linkWaitSeconds({ links, stopLinks }, mailsPerSecond)
  return { waitMinutes: Math.ceil(waitSeconds / 60), noRepeatToday: isSpent(true) }
}
