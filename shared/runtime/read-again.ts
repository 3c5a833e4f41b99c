import type { Clock } from '../domain/instants.ts'
import { rereadSeconds } from '../domain/key-ring.ts'

const retrySeconds = 10

/** Caches a value for `rereadSeconds`. If a later read fails, the old value stays and is retried after 10 seconds. */
export function readAgain<Value>(load: () => Promise<Value>, clock?: Clock): () => Promise<Value> {
  let last: { value: Value } | undefined
  let isOld = false
  const read = async () => {
    try {
      last = { value: await load() }
      isOld = false
    } catch (failure) {
      if (!last) throw failure
      isOld = true
    }
    return last.value
  }
  return keptFor(() => (isOld ? retrySeconds : rereadSeconds), read, clock)
}

/** Caches a value for `seconds`; concurrent callers share a read. Failures are not cached. */
export function keptFor<Value>(
  seconds: number | (() => number),
  read: () => Promise<Value>,
  clock: Clock = () => new Date(),
): () => Promise<Value> {
  let kept: { since: number; value: Promise<Value> } | undefined
  return () => {
    const now = clock().getTime()
    const mostSeconds = typeof seconds === 'number' ? seconds : seconds()
    if (kept && now - kept.since < mostSeconds * 1000) return kept.value
    const mine = { since: now, value: read() }
    kept = mine
    mine.value.catch(() => {
      if (kept === mine) kept = undefined
    })
    return mine.value
  }
}
