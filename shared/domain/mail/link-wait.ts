/** Share of the rate left to links on the worst simulated morning; more urgent mails take the rest. */
const shareOfLinks = 0.3

/** There is a rush if more cancel links wait than leave in this time, and more than `minimumRushMails`. */
const rushThresholdSeconds = 3
const minimumRushMails = 40
/** Wait added during a rush: simulated rushes lasted half an hour. */
const rushSeconds = 1800

export function linkWaitSeconds(
  backlog: { links: number; cancelLinks: number },
  mailsPerSecond: number,
): number {
  const cancelLinkSeconds = backlog.cancelLinks / mailsPerSecond
  const isRush =
    backlog.cancelLinks > Math.max(rushThresholdSeconds * mailsPerSecond, minimumRushMails)
  const rushWaitSeconds = isRush ? rushSeconds : 0
  return cancelLinkSeconds + rushWaitSeconds + backlog.links / (mailsPerSecond * shareOfLinks)
}
