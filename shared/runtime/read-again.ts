import type { Clock } from '../domain/instants.ts'
import { rereadSeconds } from '../domain/key-ring.ts'

/**
 * Reads at the first call, and again once that is some minutes old. A failure of the first is thrown; after a later
 * one the value stays, and is read again some minutes later: Secrets Manager may be down for a while.
 */
export function readAgain<Value>(load: () => Promise<Value>, clock?: Clock): () => Promise<Value> {
  let last: { value: Value } | undefined
  const read = async () => {
    try {
      last = { value: await load() }
    } catch (failure) {
      if (!last) throw failure
    }
    return last.value
  }
  return keptFor(rereadSeconds, read, clock)
}

/** Reads at the first call, and again once that is so old; callers meanwhile share it. No failure is kept. */
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
