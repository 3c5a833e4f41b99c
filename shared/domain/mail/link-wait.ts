/** Of the rate, what links get at least on the worst morning that was played: the rest is for mails that go first. */
const shareOfLinks = 0.3

/**
 * More than so many seconds of the rate wait only while more of the mails that go first come than leave. Of a low rate
 * a few voters who ask at once are as much, and no rush.
 */
const usualSeconds = 3
const fewMails = 40
/** Meanwhile no link leaves. How long such a rush lasts no queue tells: of those played, half an hour. */
const rushSeconds = 1800

export function linkWaitSeconds(
  waiting: { links: number; stopLinks: number },
  mailsPerSecond: number,
): number {
  const stopLinkSeconds = waiting.stopLinks / mailsPerSecond
  const isRush = waiting.stopLinks > Math.max(usualSeconds * mailsPerSecond, fewMails)
  const moreSeconds = isRush ? rushSeconds : 0
  return stopLinkSeconds + moreSeconds + waiting.links / (mailsPerSecond * shareOfLinks)
}
