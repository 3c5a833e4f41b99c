/** Assumed share of `mailsPerSecond` that cancel links and notifications leave for password links. */
const shareOfLinks = 0.3

const rushThresholdSeconds = 3
const minimumRushMails = 40
const rushSeconds = 1800

export function linkWaitSeconds(
  backlog: { linkCount: number; cancelLinkCount: number },
  mailsPerSecond: number,
): number {
  const cancelLinkSeconds = backlog.cancelLinkCount / mailsPerSecond
  const isRush =
    backlog.cancelLinkCount > Math.max(rushThresholdSeconds * mailsPerSecond, minimumRushMails)
  const rushWaitSeconds = isRush ? rushSeconds : 0
  return cancelLinkSeconds + rushWaitSeconds + backlog.linkCount / (mailsPerSecond * shareOfLinks)
}
