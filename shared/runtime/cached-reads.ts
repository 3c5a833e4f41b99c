import type { Clock } from '../domain/instants.ts'

export const rereadSeconds = 120

const retrySeconds = 10

/** If a reread fails, keeps the old value and tries again after `retrySeconds`. */
export function cacheLoad<Value>(load: () => Promise<Value>, clock?: Clock): () => Promise<Value> {
  let lastRead: { value: Value } | undefined
  let isStale = false
  const read = async () => {
    try {
      lastRead = { value: await load() }
      isStale = false
    } catch (failure) {
      if (!lastRead) throw failure
      isStale = true
    }
    return lastRead.value
  }
  return cacheReads(() => (isStale ? retrySeconds : rereadSeconds), read, clock)
}

/** Concurrent callers share a read; failures are not cached. */
export function cacheReads<Value>(
  lifetimeSeconds: number | (() => number),
  read: () => Promise<Value>,
  clock: Clock = () => new Date(),
): () => Promise<Value> {
  let cachedRead: { since: number; value: Promise<Value> } | undefined
  return () => {
    const now = clock().getTime()
    const maxSeconds = typeof lifetimeSeconds === 'number' ? lifetimeSeconds : lifetimeSeconds()
    if (cachedRead && now - cachedRead.since < maxSeconds * 1000) return cachedRead.value
    const newRead = { since: now, value: read() }
    cachedRead = newRead
    newRead.value.catch(() => {
      if (cachedRead === newRead) cachedRead = undefined
    })
    return newRead.value
  }
}
