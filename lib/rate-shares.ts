/** How the senders that run at once share a rate. */
export interface RateShares {
  /** Invocations at once of the function that sends. */
  senders: number
  /** What each of them keeps to: whole, because a sender counts whole SMS or mails. */
  perSecondEach: number
}

/** SQS lets no consumer run less than twice at once. */
const fewestSenders = 2

/** A batch of ten takes a sender half a second at least, beside which the pause to the next is short. */
const mostPerSender = 21

/** Of the rate, that sharing it in whole SMS may leave unused. */
const tolerableWaste = 0.02

/**
 * Concurrency is not a rate: N senders that each keep to their share of it are one.
 * The fewest senders that waste less than 2 % of the rate share it; up to 25 a second they waste nothing.
 * @param perSecond whole, at least 2: what SNS takes from this account
 */
export function rateSharesOf(perSecond: number): RateShares {
  let senders = sendersFor(perSecond)
  while (wasteOf(perSecond, senders) >= tolerableWaste) senders++
  return { senders, perSecondEach: Math.floor(perSecond / senders) }
}

/** One more than the rate needs: it is not lost while the others change batches. */
export function mailSendersFor(mailsPerSecond: number): number {
  return sendersFor(mailsPerSecond) + 1
}

/**
 * Anybody may ask for links: what is asked for in nobody's name waits for no turn, but for the others in its
 * batch, so more senders let a flood pass. No more than that, or what they hold at once would not get its turn
 * in the 15 seconds that they wait for it, and go to the end of the queue.
 */
export function linkSendersFor(mailsPerSecond: number): number {
  return Math.max(mailSendersFor(mailsPerSecond), Math.floor(mailsPerSecond / 2))
}

/** The fewest senders that can use up a rate. */
function sendersFor(perSecond: number): number {
  return Math.max(fewestSenders, Math.ceil(perSecond / mostPerSender))
}

function wasteOf(perSecond: number, senders: number): number {
  return (perSecond % senders) / perSecond
}
