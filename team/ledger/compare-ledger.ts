import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import {
  type LedgerKeys,
  type LedgerTable,
  type RawRecord,
  recordDigest,
  stateDigest,
} from '../../shared/adapters/ledger/ledger-records.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'

export type Record = Pick<LedgerEntry, 'table' | 'record'>

export type Difference =
  | { kind: 'untold'; at: Record }
  | { kind: 'changed' | 'gone'; at: Record; entry: number }

interface Told {
  number: number
  state: string | undefined
}

interface Compared {
  database: DynamoDBClient
  tableNames: Readonly<{ [Name in LedgerTable]?: string }>
  keys: LedgerKeys
  /** Reads the ledger anew. */
  entries(): AsyncIterable<LedgerEntry>
}

interface Comparison {
  records: number
  differences: Difference[]
}

/** Streams gather writes for half a minute before the ledger has them; those of a local run do not. */
export const settleMilliseconds = { aws: 60_000, local: 5000 }

/** Reports what still differs in the same way once the ledger had time for the latest writes. */
export async function compareTwice(
  compared: Compared,
  settle: (differences: number) => Promise<unknown>,
): Promise<Comparison> {
  const first = await compareLedger(compared)
  if (first.differences.length === 0) return first
  await settle(first.differences.length)
  const before = new Set(first.differences.map((one) => JSON.stringify(one)))
  const { records, differences } = await compareLedger(compared)
  return { records, differences: differences.filter((one) => before.has(JSON.stringify(one))) }
}

/** Finds the records that differ from the last entry about them. */
export async function compareLedger({
  database,
  tableNames,
  keys,
  entries,
}: Compared): Promise<Comparison> {
  const told = new Map<string, Told>()
  for await (const entry of entries()) {
    told.set(keyOf(entry), { number: entry.number, state: entry.state })
  }
  const differences: Difference[] = []
  let records = 0
  const seen = new Set<string>()
  for (const table of ledgerTables) {
    for await (const raw of recordsIn(database, tableNames[table])) {
      const record = recordDigest(keys, table, raw)
      if (!record) continue
      records++
      const at = { table, record }
      const key = keyOf(at)
      seen.add(key)
      const last = told.get(key)
      if (!last) differences.push({ kind: 'untold', at })
      else if (last.state !== stateDigest(keys, raw)) {
        differences.push({ kind: 'changed', at, entry: last.number })
      }
    }
  }
  for (const [key, { number, state }] of told) {
    if (state !== undefined && !seen.has(key)) {
      const [table = '', record = ''] = key.split(' ')
      differences.push({ kind: 'gone', at: { table, record }, entry: number })
    }
  }
  return { records, differences }
}

const keyOf = ({ table, record }: Record) => `${table} ${record}`

async function* recordsIn(
  client: DynamoDBClient,
  TableName: string | undefined,
): AsyncIterable<RawRecord> {
  if (!TableName) return
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName, ConsistentRead: true },
  )) {
    yield* Items
  }
}
