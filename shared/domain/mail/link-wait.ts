/** Of the rate, what links get at least on the worst morning that was played: the rest is for mails that go first. */
const shareOfLinks = 0.3

/** How long a link that is asked for now may take, at most, given what waits. */
export function linkWaitSeconds(
  waiting: { links: number; stopLinks: number },
  mailsPerSecond: number,
): number {
  return waiting.stopLinks / mailsPerSecond + waiting.links / (mailsPerSecond * shareOfLinks)
}
