import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import {
  digestOfImage,
  digestOfRecord,
  type LedgerKeys,
  type RawRecord,
} from '../../shared/adapters/ledger/ledger-records.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import type { LedgerCopy } from '../../shared/domain/ledger/verdict.ts'
import { readEntries } from './read-ledger.ts'
import type { Difference } from './texts.ts'

interface ComparisonSources {
  database: DynamoDBClient
  tableNames: Readonly<{ [Name in (typeof ledgerTables)[number]]?: string }>
  keys: LedgerKeys
  read(): Promise<Pick<LedgerCopy, 'lines' | 'findings'>>
}

/** Wait before the second comparison, longer than the ledger usually lags behind the tables. */
export const catchUpMilliseconds = { aws: 60_000, local: 5000 }

export async function compareTwice(
  sources: ComparisonSources,
  waitForLedger: (differenceCount: number) => Promise<unknown>,
) {
  const firstComparison = await compareLedger(sources)
  if (firstComparison.differences.length === 0) return firstComparison
  await waitForLedger(firstComparison.differences.length)
  const firstKeys = new Set(
    firstComparison.differences.map((difference) => JSON.stringify(difference)),
  )
  const { differences, ...secondComparison } = await compareLedger(sources)
  const remainingDifferences = differences.filter((item) => firstKeys.has(JSON.stringify(item)))
  return { ...secondComparison, differences: remainingDifferences }
}

export async function compareLedger(sources: ComparisonSources) {
  const { database, tableNames, keys } = sources
  const ledger = await sources.read()
  const latestEntries = new Map<string, Pick<LedgerEntry, 'number' | 'state'>>()
  for await (const { table, record, number, state } of readEntries(ledger)) {
    latestEntries.set(`${table} ${record}`, { number, ...(state !== undefined && { state }) })
  }
  const differences: Difference[] = []
  const tableRecords = new Set<string>()
  for (const table of ledgerTables) {
    for await (const item of scanRecords(database, tableNames[table])) {
      const digest = digestOfRecord(keys, table, item)
      if (!digest) continue
      const record = `${table} ${digest}`
      tableRecords.add(record)
      const entry = latestEntries.get(record)
      if (!entry) differences.push({ kind: 'unrecorded', record })
      else if (entry.state !== digestOfImage(keys, item)) {
        differences.push({ kind: 'changed', record, entry: entry.number })
      }
    }
  }
  for (const [record, { number, state }] of latestEntries) {
    if (state !== undefined && !tableRecords.has(record)) {
      differences.push({ kind: 'gone', record, entry: number })
    }
  }
  return { recordCount: tableRecords.size, differences, findings: ledger.findings }
}

async function* scanRecords(
  client: DynamoDBClient,
  TableName: string | undefined,
): AsyncIterable<RawRecord> {
  if (!TableName) return
  const scan = { TableName, ConsistentRead: true }
  for await (const { Items = [] } of paginateScan({ client }, scan)) yield* Items
}
