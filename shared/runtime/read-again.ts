import type { Clock } from '../domain/instants.ts'

/** Functions reload a key ring older than this before they use it. */
export const rereadSeconds = 120

const retrySeconds = 10

/** Caches a value for `rereadSeconds`. If a later read fails, the old value serves for 10 seconds more. */
export function readAgain<Value>(load: () => Promise<Value>, clock?: Clock): () => Promise<Value> {
  let last: { value: Value } | undefined
  let isStale = false
  const read = async () => {
    try {
      last = { value: await load() }
      isStale = false
    } catch (failure) {
      if (!last) throw failure
      isStale = true
    }
    return last.value
  }
  return cacheFor(() => (isStale ? retrySeconds : rereadSeconds), read, clock)
}

/** Caches a value for `seconds`; concurrent callers share a read. Failures are not cached. */
export function cacheFor<Value>(
  seconds: number | (() => number),
  read: () => Promise<Value>,
  clock: Clock = () => new Date(),
): () => Promise<Value> {
  let cached: { since: number; value: Promise<Value> } | undefined
  return () => {
    const now = clock().getTime()
    const mostSeconds = typeof seconds === 'number' ? seconds : seconds()
    if (cached && now - cached.since < mostSeconds * 1000) return cached.value
    const current = { since: now, value: read() }
    cached = current
    current.value.catch(() => {
      if (cached === current) cached = undefined
    })
    return current.value
  }
}
