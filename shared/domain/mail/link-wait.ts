/** What links got of the rate on the worst morning that was simulated: more urgent mails take the rest. */
const shareOfLinks = 0.3

/** More than so many seconds of the rate wait only in a rush. At a low rate, a few voters are no rush. */
const usualSeconds = 3
const fewMails = 40
/** No link leaves during a rush. Those simulated lasted half an hour. */
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
