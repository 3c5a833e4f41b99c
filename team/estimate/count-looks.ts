/** As the page has it: `site/scripts/reissue/poll-delay.ts`. */
type PollDelay = (
  reissue: { state: 'accepted' | 'sent' | 'delivered'; expectedAt: string; receiptDueAt?: string },
  attempt: number,
  at: number,
) => number | undefined

/** From the SMS's moment to SNS, from SNS to the receipt, and from the moment to its promise. */
const seconds = { toLeave: 3, toReceipt: 8, toExpected: 60, toReceiptDue: 900 }

/** How often a page that stays in view looks at a request, until a receipt says that its SMS has arrived. */
export function countLooks(pollDelayMs: PollDelay, smsDelaySeconds: number): number {
  const expectedAt = new Date(1000 * (smsDelaySeconds + seconds.toExpected)).toISOString()
  const sentAt = 1000 * (smsDelaySeconds + seconds.toLeave)
  const receiptDueAt = new Date(sentAt + 1000 * seconds.toReceiptDue).toISOString()
  const stateAt = (at: number) =>
    at < sentAt ? 'accepted' : at < sentAt + 1000 * seconds.toReceipt ? 'sent' : 'delivered'
  let at = 0
  let attempt = 0
  for (let looks = 0; ; looks++) {
    const state = stateAt(at)
    const delay = pollDelayMs(
      { state, expectedAt, ...(state === 'sent' && { receiptDueAt }) },
      attempt,
      at,
    )
    if (delay === undefined) return looks
    at += delay
    attempt = stateAt(at) === state ? attempt + 1 : 0
  }
}
