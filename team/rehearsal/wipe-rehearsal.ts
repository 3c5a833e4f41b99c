import type { WipedTable } from '../../shared/domain/roll/wiped-tables.ts'
import { runConcurrently } from '../run-concurrently.ts'

/** The SDK opens at most this many sockets by default. */
const maxConnections = 50

const maxPasses = 3

const counterTables: readonly WipedTable['name'][] = ['attempts', 'smsDays']

export interface WipeResult {
  counts: Record<string, number>
  remainingItemCount: number
}

/** Wipes the last of `tables` only after the voters' data, since that table marks the data as a rehearsal's. */
export async function wipeRehearsal(
  tables: readonly WipedTable[],
  { checkLockHeld, reportTable }: { checkLockHeld(): void; reportTable(table: string): void },
): Promise<WipeResult> {
  const counts: Record<string, number> = {}
  const emptyTable = async (table: WipedTable) => {
    checkLockHeld()
    reportTable(table.name)
    counts[table.name] ??= 0
    await runConcurrently(table.keys(), maxConnections, async (key) => {
      await table.delete(key)
      counts[table.name] = (counts[table.name] ?? 0) + 1
    })
  }
  const otherTables = tables.slice(0, -1)
  const voterTables = otherTables.filter(({ name }) => !counterTables.includes(name))
  for (const table of otherTables) await emptyTable(table)
  let remainingItemCount = await countAllItems(voterTables)
  for (let pass = 2; remainingItemCount > 0 && pass <= maxPasses; pass++) {
    for (const table of voterTables) await emptyTable(table)
    remainingItemCount = await countAllItems(voterTables)
  }
  const lastTables = tables.slice(-1)
  if (remainingItemCount === 0) {
    for (const table of lastTables) await emptyTable(table)
    remainingItemCount = await countAllItems(lastTables)
  }
  return { counts, remainingItemCount }
}

export async function countItems(table: WipedTable): Promise<number> {
  let itemCount = 0
  for await (const _ of table.keys()) itemCount++
  return itemCount
}

async function countAllItems(tables: readonly WipedTable[]): Promise<number> {
  const counts = await Promise.all(tables.map(countItems))
  return counts.reduce((sum, count) => sum + count, 0)
}
