import type { Reissue } from '../../../shared/contract/reissue.ts'
import { departureOf } from '../../../shared/domain/sms/expected-time.ts'

/** Around the departure of the SMS, when the former identifier becomes invalid. */
const CLOSE_MS = 2_500
/** From this long before the departure until the promise is over: at a peak, SMS may be late. */
const AHEAD_MS = 5_000

/**
 * How long to wait before the n-th look (from 0) in the same state; undefined once nothing more can change. A receipt
 * can take days, so `sent` is polled less and less often, then just after its receipt was due, and no more half an hour
 * later. `at` is the server's clock (ms).
 */
export function pollDelayMs(
  { state, expectedAt, receiptDueAt }: Pick<Reissue, 'state' | 'expectedAt' | 'receiptDueAt'>,
  attempt: number,
  at: number,
): number | undefined {
  if (state === 'delivered' || state === 'failed' || state === 'cancelled') return undefined
  const fadingMs = Math.round(2_000 * 1.5 ** attempt)
  if (state !== 'sent') {
    const expectedInMs = Date.parse(expectedAt) - at
    const closeInMs = departureOf(new Date(expectedAt)).getTime() - AHEAD_MS - at
    if (closeInMs <= 0 && expectedInMs > 0) return CLOSE_MS
    const delayMs = Math.min(fadingMs, expectedInMs > 1_800_000 ? 300_000 : 30_000)
    return closeInMs > 0 ? Math.min(delayMs, closeInMs) : delayMs
  }
  const delayMs = Math.min(fadingMs, 120_000)
  const dueInMs = receiptDueAt === undefined ? 0 : Date.parse(receiptDueAt) - at
  // One second more, because the server's clock is in whole seconds.
  if (dueInMs > 0) return Math.min(delayMs, dueInMs + 1_000)
  return attempt > 22 ? undefined : delayMs
}
