/** Share of the rate left to links on the worst simulated morning; more urgent mails take the rest. */
const shareOfLinks = 0.3

/** There is a rush if more stop links wait than leave in this time, and more than `minimumRushMails`. */
const rushThresholdSeconds = 3
const minimumRushMails = 40
/** No password link leaves during a rush; simulated rushes lasted half an hour. */
const rushSeconds = 1800

export function linkWaitSeconds(
  waiting: { links: number; stopLinks: number },
  mailsPerSecond: number,
): number {
  const stopLinkSeconds = waiting.stopLinks / mailsPerSecond
  const isRush =
    waiting.stopLinks > Math.max(rushThresholdSeconds * mailsPerSecond, minimumRushMails)
  const rushWaitSeconds = isRush ? rushSeconds : 0
  return stopLinkSeconds + rushWaitSeconds + waiting.links / (mailsPerSecond * shareOfLinks)
}
