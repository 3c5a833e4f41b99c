import type { RehearsedName, RehearsedTable } from '../../shared/domain/roll/rehearsed-tables.ts'
import { runConcurrently } from '../run-concurrently.ts'

/** Maximum number of sockets that the SDK opens. */
const connections = 50

/** Passes over the tables, since functions may still write into an emptied table. */
const passes = 3

/** Tables into which functions write counts even if the roll is empty. */
const writtenByAnybody: readonly RehearsedName[] = ['attempts', 'smsDays']

export interface WipeResult {
  counts: Record<string, number>
  left: number
}

/** Empties the last table, which marks all as a rehearsal's, only once the others are empty. */
export async function wipeRehearsal(
  tables: readonly RehearsedTable[],
  { checkLockHeld, reportTable }: { checkLockHeld(): void; reportTable(table: string): void },
): Promise<WipeResult> {
  const counts: Record<string, number> = {}
  const empty = async (table: RehearsedTable) => {
    checkLockHeld()
    reportTable(table.name)
    counts[table.name] ??= 0
    await runConcurrently(table.keys(), connections, async (key) => {
      await table.delete(key)
      counts[table.name] = (counts[table.name] ?? 0) + 1
    })
  }
  const toEmpty = tables.slice(0, -1)
  const voterTables = toEmpty.filter(({ name }) => !writtenByAnybody.includes(name))
  for (const table of toEmpty) await empty(table)
  let itemsLeft = await countAll(voterTables)
  for (let pass = 2; itemsLeft > 0 && pass <= passes; pass++) {
    for (const table of voterTables) await empty(table)
    itemsLeft = await countAll(voterTables)
  }
  const last = tables.slice(-1)
  if (itemsLeft === 0) {
    for (const table of last) await empty(table)
    itemsLeft = await countAll(last)
  }
  return { counts, left: itemsLeft }
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
