import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import type { CountedCalls } from '../../lib/busiest-minute.ts'
import type { TableName } from '../../shared/tables/table-names.ts'
import type { startEmbeddedTables } from './embedded-tables.ts'
import { roundTrips } from './round-trips.ts'

type Units = CountedCalls['reads']

export function callCounter({
  database,
  names,
}: Pick<Awaited<ReturnType<typeof startEmbeddedTables>>, 'database' | 'names'>) {
  let writes: Units = {}
  let reads: Units = {}
  const trips = roundTrips()

  function count(command: string | undefined, input: Record<string, unknown>): void {
    const nameOf = (tableName: unknown) =>
      Object.entries(names).find(([, name]) => name === tableName)?.[0] as TableName
    const add = (units: Units, table: TableName, more: number) => {
      units[table] = (units[table] ?? 0) + more
    }
    if (command === 'TransactWriteItemsCommand') {
      for (const item of (input as unknown as TransactWriteItemsCommandInput).TransactItems ?? []) {
        for (const { TableName } of Object.values(item)) add(writes, nameOf(TableName), 2)
      }
      return
    }
    add(/^(Get|Query)/.test(command ?? '') ? reads : writes, nameOf(input.TableName), 1)
  }

  database.middlewareStack.add(
    (next, context) => (sent) => {
      count(context.commandName, sent.input as unknown as Record<string, unknown>)
      return trips.call(() => next(sent))
    },
    { step: 'initialize', priority: 'low', name: 'call-counter' },
  )

  return {
    begin(): void {
      writes = {}
      reads = {}
      trips.begin()
    },
    counted: (): CountedCalls => ({ writes, reads, roundTrips: trips.counted() }),
  }
}
