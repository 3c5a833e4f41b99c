import { beforeEach } from 'vitest'
import type { FakeClock } from '../fakes/clock.ts'
import type { InMemoryTables } from '../fakes/in-memory-tables.ts'

interface World {
  tables: InMemoryTables
  /** Absent from a world that keeps its own time. */
  clock?: FakeClock
}

/** Makes the world of a file's tests once, and puts it back before each of them. */
export async function forEachTest<Made extends { begin(): Promise<void> }>(
  make: () => Made | Promise<Made>,
): Promise<Made> {
  const world = await make()
  beforeEach(world.begin)
  return world
}

/** Returns a function that puts a world back as it is now. @param lists empty now: what tests have sent */
export function startingPoint({ tables, clock }: World, lists: readonly unknown[][]) {
  const stored = Object.entries(tables.look.everything())
  const at = clock?.()
  return async () => {
    for (const [name, kept] of stored) {
      const items = tables.items(name as Parameters<typeof tables.items>[0])
      items.clear()
      for (const [key, item] of kept) items.set(key, item)
    }
    if (at) clock?.set(at)
    for (const list of lists) list.length = 0
  }
}
