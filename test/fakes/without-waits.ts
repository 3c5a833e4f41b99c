import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** What waits by `node:timers/promises` meanwhile waits for no time at all. */
export async function withoutWaits<Done>(work: () => Promise<Done>): Promise<Done> {
  const { setTimeout, setImmediate } = timers
  timers.setTimeout = ((_: number, value: unknown) => setImmediate(value)) as typeof setTimeout
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    timers.setTimeout = setTimeout
    syncBuiltinESMExports()
  }
}
