import type { DynamoDBStreamEvent } from 'aws-lambda'
import { readRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { s3Client } from '../../shared/runtime/clients/s3.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { streams, ledger } = environment
// The ledger's keys do not depend on the mode.
const keys = derivedKeys(environment, { mode: 'vote' })
const append = ledgerWriter(s3Texts(s3Client(), ledger, 'segments'))
const nameByTable = new Map(
  Object.entries(streams).map(([name, table]) => [table, name as TableName]),
)

export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  try {
    const ledgerKeys = await keys()
    const changes = Records.flatMap((record) => readRecord(record, ledgerKeys, tableOf) ?? [])
    if (changes.length === 0) return
    const { segment, end, entryCount } = await append(changes)
    journal({ event: 'ledger.written', segment, number: end.number, entries: entryCount })
  } catch (error) {
    journal({ event: 'ledger.failed', error: nameOf(error) })
    // Lambda logs thrown errors, and an SDK error may contain the data of its request.
    throw new Error('The ledger was not written')
  }
}

/** Returns the table of `arn:aws:dynamodb:eu-west-3:123456789012:table/Name/stream/2026-11-28T09:00:00.000`. */
function tableOf(streamArn: string): TableName {
  const name = nameByTable.get(streamArn.split('/')[1] ?? '')
  if (!name) throw new Error('Unknown table')
  return name
}
