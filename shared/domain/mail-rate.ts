/**
 * Kinds of mail, the first to leave first. Whoever asks for a new identifier must be able to stop it before
 * the SMS; whoever asks for a link waits for it; all other mails tell of what has happened already.
 */
export const mailPriorities = ['stop-link', 'password-link', 'news'] as const

export type MailPriority = (typeof mailPriorities)[number]

/**
 * How far ahead each kind reserves its turns. While mails with a stop link wait, the next free turn is further
 * away than the other kinds may look, so they get what those leave; while links wait, so does the news.
 */
export const reservableMilliseconds: Readonly<Record<MailPriority, number>> = {
  'stop-link': 5000,
  'password-link': 300,
  news: 150,
}

/** A next free turn that is further ahead is nobody's: no kind reserves it. */
export const wrongMilliseconds = 60_000

/** What leaves in one second may arrive this much closer together. */
const jitterMilliseconds = 10

/** How long the rate takes to let one more mail out. */
export function mailTurnMilliseconds(mailsPerSecond: number): number {
  return (1000 + jitterMilliseconds) / mailsPerSecond
}

/** Of the rate, what links get at least on the worst morning that was played: the rest is for mails that go first. */
const shareOfLinks = 0.3

/** How long a link that is asked for now may take, at most, given what waits. */
export function linkWaitSeconds(
  waiting: { links: number; stopLinks: number },
  mailsPerSecond: number,
): number {
  return waiting.stopLinks / mailsPerSecond + waiting.links / (mailsPerSecond * shareOfLinks)
}
