import type { RehearsedName, RehearsedTable } from '../../shared/domain/roll/rehearsed-tables.ts'
import { runSideBySide } from '../side-by-side.ts'

/** The SDK's limit of open sockets. */
const connections = 50

/** Running functions may write into an emptied table, which another pass empties. */
const passes = 3

/** Tables where functions count strangers' attempts and SMS even if the roll is empty. */
const writtenByAnybody: readonly RehearsedName[] = ['attempts', 'smsDays']

export interface WipeResult {
  counts: Record<string, number>
  left: number
}

/** The last table marks the others as a rehearsal's, so it is emptied only once they are. */
export async function wipeRehearsal(
  tables: readonly RehearsedTable[],
  { checkLockHeld, reportTable }: { checkLockHeld(): void; reportTable(table: string): void },
): Promise<WipeResult> {
  const counts: Record<string, number> = {}
  const empty = async (table: RehearsedTable) => {
    checkLockHeld()
    reportTable(table.name)
    counts[table.name] ??= 0
    await runSideBySide(table.keys(), connections, async (key) => {
      await table.delete(key)
      counts[table.name] = (counts[table.name] ?? 0) + 1
    })
  }
  const toEmpty = tables.slice(0, -1)
  const ofPeople = toEmpty.filter(({ name }) => !writtenByAnybody.includes(name))
  for (const table of toEmpty) await empty(table)
  let itemsLeft = await countAll(ofPeople)
  for (let pass = 2; itemsLeft > 0 && pass <= passes; pass++) {
    for (const table of ofPeople) await empty(table)
    itemsLeft = await countAll(ofPeople)
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
