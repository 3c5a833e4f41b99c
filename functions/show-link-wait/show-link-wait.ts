import { linkWaitSeconds } from '../../shared/domain/mail-rate.ts'
import type { Backlog } from '../../shared/domain/ports.ts'

/** How long a link that is asked for now may take to leave, at most, in minutes: the same for everybody. */
export async function showLinkWait(
  backlogs: { links: Backlog; stopLinks: Backlog },
  { mailsPerSecond }: { mailsPerSecond: number },
): Promise<number> {
  const [links, stopLinks] = await Promise.all([
    backlogs.links.waiting(),
    backlogs.stopLinks.waiting(),
  ])
  return Math.ceil(linkWaitSeconds({ links, stopLinks }, mailsPerSecond) / 60)
}
