import type { RehearsedName, RehearsedTable } from '../../shared/domain/roll/rehearsed-tables.ts'
import { runSideBySide } from '../side-by-side.ts'

/** That the SDK opens at most. */
const connections = 50

/** What functions under way write once their table was emptied goes in another pass. */
const passes = 3

/** What a function may still write although nobody is on the roll: counters of strangers' attempts, and of SMS. */
const writtenByAnybody: readonly RehearsedName[] = ['attempts', 'smsDays']

export interface Wiped {
  counts: Record<string, number>
  left: number
}

/**
 * Empties each table, and looks again. The last one says that a rehearsal stands in the others: it is emptied once
 * nothing is left of these, so that what was cut short is seen to be, and is done again.
 * @param checkStillOurs asked before each table @throws RollLostError
 */
export async function wipeRehearsal(
  tables: readonly RehearsedTable[],
  { checkStillOurs, told }: { checkStillOurs: () => void; told: (table: string) => void },
): Promise<Wiped> {
  const counts: Record<string, number> = {}
  const empty = async (table: RehearsedTable) => {
    checkStillOurs()
    told(table.name)
    counts[table.name] ??= 0
    await runSideBySide(table.keys(), connections, async (key) => {
      await table.delete(key)
      counts[table.name] = (counts[table.name] ?? 0) + 1
    })
  }
  const written = tables.slice(0, -1)
  const ofPeople = written.filter(({ name }) => !writtenByAnybody.includes(name))
  for (const table of written) await empty(table)
  let left = await countAll(ofPeople)
  for (let pass = 2; left > 0 && pass <= passes; pass++) {
    for (const table of ofPeople) await empty(table)
    left = await countAll(ofPeople)
  }
  const last = tables.slice(-1)
  if (left === 0) {
    for (const table of last) await empty(table)
    left = await countAll(last)
  }
  return { counts, left }
}

export async function countItems(table: RehearsedTable): Promise<number> {
  let items = 0
  for await (const _ of table.keys()) items++
  return items
}

async function countAll(tables: readonly RehearsedTable[]): Promise<number> {
  const counts = await Promise.all(tables.map(countItems))
  return counts.reduce((sum, one) => sum + one, 0)
}
