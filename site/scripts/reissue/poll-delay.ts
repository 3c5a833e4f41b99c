import type { Reissue } from '../../../shared/contract/reissue.ts'

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
  // An SMS that waits for tomorrow is not looked for every half minute.
  const isFarOff = state !== 'sent' && Date.parse(expectedAt) - at > 1_800_000
  const slowestMs = isFarOff ? 300_000 : state === 'sent' ? 120_000 : 30_000
  const delayMs = Math.min(slowestMs, Math.round(2_000 * 1.5 ** attempt))
  if (state !== 'sent') return delayMs
  const dueInMs = receiptDueAt === undefined ? 0 : Date.parse(receiptDueAt) - at
  // The server tells whole seconds: one more, so as not to come just before.
  if (dueInMs > 0) return Math.min(delayMs, dueInMs + 1_000)
  return attempt > 22 ? undefined : delayMs
}
