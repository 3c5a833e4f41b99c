import type { ReissueState } from './api.ts'

/**
 * How long to wait before asking again, for the n-th time (from 0) in the same state; undefined once nothing more can
 * change. A carrier's receipt can take days, so `sent` is asked for less and less often, and no more after half an hour.
 */
export function pollDelayMs(state: ReissueState, attempt: number): number | undefined {
  if (state === 'delivered' || state === 'failed' || state === 'cancelled') return undefined
  if (state === 'sent' && attempt > 22) return undefined
  const slowestMs = state === 'sent' ? 120_000 : 30_000
  return Math.min(slowestMs, Math.round(2_000 * 1.5 ** attempt))
}
