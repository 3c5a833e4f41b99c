import type { PasswordLinkWait } from '../../shared/contract/account.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type Clock, secondsUntil } from '../../shared/domain/instants.ts'
import { linkWaitSeconds } from '../../shared/domain/mail/link-wait.ts'
import {
  type LinkDays,
  mayMailLink,
  type QuotaPool,
} from '../../shared/domain/mail/links-share-of-quota.ts'
import { type Backlog, longestDelaySeconds } from '../../shared/domain/queues.ts'

/** The answer is the same for every address, so that it does not reveal whether one is on the roll. */
export async function showLinkWait(
  ports: {
    linkBacklog: Backlog
    cancelLinkBacklog: Backlog
    linkDays: Pick<LinkDays, 'find'>
    clock: Clock<ElectionInstant>
  },
  election: { mailsPerSecond: number; mailsPerDay?: number | undefined; timeZone: string },
): Promise<PasswordLinkWait> {
  const now = ports.clock()
  const day = electionDayOf(now, election.timeZone)
  const { mailsPerDay, mailsPerSecond } = election
  const [linkCount, cancelLinkCount, budget] = await Promise.all([
    ports.linkBacklog.count(),
    ports.cancelLinkBacklog.count(),
    mailsPerDay === undefined
      ? undefined
      : ports.linkDays.find(day).then((counts) => ({ counts, mailsPerDay })),
  ])
  const isSpent = (pool: QuotaPool) =>
    budget !== undefined && !mayMailLink(budget.counts, budget.mailsPerDay, pool)
  const queueSeconds = linkWaitSeconds({ linkCount, cancelLinkCount }, mailsPerSecond)
  const minutesOf = (pool: QuotaPool) => {
    // A message that waits for the next day is requeued every `longestDelaySeconds`, so it may leave that much later.
    const nextDaySeconds = isSpent(pool) ? secondsUntil(day.endsAt, now) + longestDelaySeconds : 0
    return Math.ceil((nextDaySeconds + queueSeconds) / 60)
  }
  return {
    waitMinutes: minutesOf('links'),
    codeWaitMinutes: minutesOf('codes'),
    noRepeatToday: isSpent('repeats'),
  }
}
