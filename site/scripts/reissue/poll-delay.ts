import type { Reissue } from '../../../shared/contract/reissue.ts'
import { departureOf } from '../../../shared/domain/sms/expected-time.ts'

/** Around the departure the page looks this often: the identifier that it names is no longer valid from then on. */
const CLOSE_MS = 2_500
/** From so long before the departure until the promise is over: a million SMS may be late at once. */
const AHEAD_MS = 5_000

/**
 * How long to wait before asking again, for the n-th time (from 0) in the same state; undefined once nothing more can
 * change. A carrier's receipt can take days, so `sent` is asked for less and less often, just after its receipt was
 * due, and no more once that is over and half an hour has passed. `at` is the server's clock (ms).
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
    // An SMS that waits for tomorrow is not looked for every half minute.
    const delayMs = Math.min(fadingMs, expectedInMs > 1_800_000 ? 300_000 : 30_000)
    return closeInMs > 0 ? Math.min(delayMs, closeInMs) : delayMs
  }
  const delayMs = Math.min(fadingMs, 120_000)
  const dueInMs = receiptDueAt === undefined ? 0 : Date.parse(receiptDueAt) - at
  // The server tells whole seconds: one more, so as not to come just before.
  if (dueInMs > 0) return Math.min(delayMs, dueInMs + 1_000)
  return attempt > 22 ? undefined : delayMs
}
