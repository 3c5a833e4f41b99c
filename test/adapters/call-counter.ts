import type { TableName } from '../../shared/tables/table-definition.ts'
import type { CountedCalls } from '../builders/busiest-minute.ts'
import type { Around } from '../fakes/in-memory-database.ts'
import { tableNames } from './dynamo-tables.ts'
import { roundTrips } from './round-trips.ts'

type Units = CountedCalls['reads']

const tableOf = (called: string | undefined) =>
  Object.entries(tableNames).find(([, name]) => name === called)?.[0] as TableName

export function callCounter() {
  let writes: Units = {}
  let reads: Units = {}
  const trips = roundTrips()

  const around: Around = ({ name, input }, run) => {
    const { TableName, TransactItems } = input as {
      TableName?: string
      TransactItems?: Record<string, { TableName: string }>[]
    }
    const called = TransactItems?.flatMap(Object.values) ?? [{ TableName }]
    const units = /^(Get|Query)/.test(name) ? reads : writes
    for (const { TableName } of called) {
      const table = tableOf(TableName)
      units[table] = (units[table] ?? 0) + (TransactItems ? 2 : 1)
    }
    return trips.call(async () => run())
  }

  return {
    around,
    begin(): void {
      writes = {}
      reads = {}
      trips.begin()
    },
    counted: (): CountedCalls => ({ writes, reads, roundTrips: trips.counted() }),
  }
}
