import type { Reissue } from '../../../shared/contract/reissue.ts'
import { departureOf } from '../../../shared/domain/sms/expected-time.ts'

const DEPARTURE_POLL_MS = 2_500
const DEPARTURE_LEAD_MS = 5_000

/** `at` is the server's time (ms). Returns undefined once polling ends. */
export function pollDelayMs(
  { state, expectedAt, receiptDueAt }: Pick<Reissue, 'state' | 'expectedAt' | 'receiptDueAt'>,
  attempt: number,
  at: number,
): number | undefined {
  if (['delivered', 'failed', 'cancelled'].includes(state)) return undefined
  const backoffMs = Math.round(2_000 * 1.5 ** attempt)
  if (state !== 'sent') {
    const msUntilExpected = Date.parse(expectedAt) - at
    const msUntilShortPolls = departureOf(new Date(expectedAt)).getTime() - DEPARTURE_LEAD_MS - at
    if (msUntilShortPolls <= 0 && msUntilExpected > 0) return DEPARTURE_POLL_MS
    const delayMs = Math.min(backoffMs, msUntilExpected > 1_800_000 ? 300_000 : 30_000)
    return msUntilShortPolls > 0 ? Math.min(delayMs, msUntilShortPolls) : delayMs
  }
  const delayMs = Math.min(backoffMs, 120_000)
  const msUntilDue = receiptDueAt === undefined ? 0 : Date.parse(receiptDueAt) - at
  // The server's time is in whole seconds, hence the extra second.
  if (msUntilDue > 0) return Math.min(delayMs, msUntilDue + 1_000)
  return attempt > 22 ? undefined : delayMs
}
