import type { Clock } from '../domain/instants.ts'

/**
 * Reads at the first call, and again once that is so old: however many ask meanwhile, they cost one reading. A failure
 * is kept for nobody.
 */
export function keptFor<Value>(
  seconds: number,
  read: () => Promise<Value>,
  clock: Clock = () => new Date(),
): () => Promise<Value> {
  let kept: { since: number; value: Promise<Value> } | undefined
  return () => {
    const now = clock().getTime()
    if (kept && now - kept.since < seconds * 1000) return kept.value
    const mine = { since: now, value: read() }
    kept = mine
    mine.value.catch(() => {
      if (kept === mine) kept = undefined
    })
    return mine.value
  }
}
