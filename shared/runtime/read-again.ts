import type { Clock } from '../domain/instants.ts'
import { rereadSeconds } from '../domain/key-ring.ts'

/** Between two tries at what cannot be read. */
const retrySeconds = 10

/**
 * Reads `load` at the first call, and again when that is some minutes old: beside the work, or before it after a long
 * sleep. A failure of the first is thrown, and the next call tries again; after a later one, the value stays.
 */
export function readAgain<Value>(
  load: () => Promise<Value>,
  clock: () => number = Date.now,
): () => Promise<Value> {
  let value: Value | undefined
  let readAt = 0
  let triedAt = 0
  let reading: Promise<Value> | undefined

  function read(): Promise<Value> {
    triedAt = clock()
    const startedAt = triedAt
    const mine = load()
      .then((loaded) => {
        // A read that Lambda froze may end after a newer one.
        if (startedAt < readAt) return value as Value
        readAt = startedAt
        value = loaded
        return loaded
      })
      .finally(() => {
        if (reading === mine) reading = undefined
      })
    reading = mine
    return mine
  }

  return async () => {
    if (value === undefined) return reading ?? read()
    const seconds = (since: number) => (clock() - since) / 1000
    if (seconds(readAt) < rereadSeconds.beside) return value
    const mayTry = seconds(triedAt) >= retrySeconds
    if (seconds(readAt) < rereadSeconds.before) {
      if (mayTry) read().catch(() => {})
      return value
    }
    // One that began before the sleep may wait for a connection that is no more.
    const current = mayTry ? read() : (reading ?? Promise.resolve(value))
    await current.catch(() => {})
    return value
  }
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
