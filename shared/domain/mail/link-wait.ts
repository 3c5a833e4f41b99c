/** Assumed share of `mailsPerSecond` that other e-mails leave for `links`. */
const shareOfLinks = 0.3

const rushThresholdSeconds = 3
const minimumRushMails = 40
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
