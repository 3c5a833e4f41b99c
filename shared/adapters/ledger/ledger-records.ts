import { isDeepStrictEqual } from 'node:util'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { type KeysFor, keyedHash } from '../../domain/keys.ts'
import type { LedgerChange } from '../../domain/ledger/entry.ts'
import type { TableName } from '../../tables/table-definition.ts'
import { definitionOf } from '../../tables/tables.ts'

export type RawRecord = Readonly<Record<string, AttributeValue>>

export type LedgerKeys = KeysFor<'ledger-record' | 'ledger-state'>

/** 22 characters have 132 bits, so that millions of records do not collide. */
const digestLength = 22

export function digestOfRecord(
  keys: LedgerKeys,
  table: TableName,
  key: RawRecord,
): string | undefined {
  const { partitionKey, ledger } = definitionOf(table)
  const name = key[partitionKey.name]?.S
  if (name === undefined || !ledger || (ledger.itemKeys && !ledger.itemKeys.includes(name)))
    return undefined
  return keyedHash(keys['ledger-record'], table, name).slice(0, digestLength)
}

export function digestOfImage(keys: LedgerKeys, record: RawRecord): string {
  const state = canonicalJson(record, (name, member) =>
    Array.isArray(member) && ['SS', 'NS', 'BS'].includes(name) ? member.toSorted() : member,
  )
  return keyedHash(keys['ledger-state'], state).slice(0, digestLength)
}

/** DynamoDB always sends these fields, although their types are optional. */
type SentRecord = {
  [Name in 'eventID' | 'eventName' | 'eventSourceARN' | 'dynamodb']: NonNullable<
    DynamoDBRecord[Name]
  >
}

const changeNames = { INSERT: 'insert', MODIFY: 'modify', REMOVE: 'remove' } as const

/** Records even a write that cannot be described: an error would hold up the records behind it for hours. */
export function readRecord(
  record: DynamoDBRecord,
  keys: LedgerKeys,
  tableOf: (streamArn: string) => TableName,
): LedgerChange | undefined {
  const { eventID, eventName, eventSourceARN, dynamodb } = record as SentRecord
  const table = tableOf(eventSourceARN)
  const digest = digestOfRecord(keys, table, (dynamodb.Keys ?? {}) as RawRecord)
  if (!digest) return undefined
  const entry = {
    event: eventID,
    at: new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000),
    table,
    change: changeNames[eventName],
    record: digest,
  }
  try {
    return { ...entry, ...describeChange(record, keys, table) }
  } catch (error) {
    return { ...entry, fields: [], untold: `${dynamodb.SequenceNumber}: ${(error as Error).name}` }
  }
}

function describeChange(
  record: DynamoDBRecord,
  keys: LedgerKeys,
  table: TableName,
): Pick<LedgerChange, 'state' | 'fields' | 'told' | 'by'> {
  const { OldImage, NewImage } = (record as SentRecord).dynamodb
  const [before, after] = [OldImage, NewImage] as (RawRecord | undefined)[]
  const clearValues = after && readClearValues(table, after)
  return {
    ...(after && { state: digestOfImage(keys, after) }),
    fields: changedFields(before ?? {}, after ?? {}),
    ...(clearValues && Object.keys(clearValues).length > 0 && { told: clearValues }),
    ...(isExpiry(record) && { by: 'expiry' as const }),
  }
}

function readClearValues(table: TableName, image: RawRecord): Record<string, unknown> {
  const { clearAttributes = [] } = definitionOf(table).ledger ?? {}
  const names = clearAttributes.filter((name) => name in image)
  const clearValues = Object.fromEntries(names.map((name) => [name, image[name]])) as RawRecord
  // DynamoDB's numbers have up to 38 digits. A number that JavaScript would write differently stays a string.
  return unmarshall(
    { ...clearValues },
    { wrapNumbers: (text) => (isExactNumber(text) ? Number(text) : text) },
  )
}

const isExactNumber = (text: string) => String(Number(text)) === text

function changedFields(before: RawRecord, after: RawRecord): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort()
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
function isExpiry({ userIdentity }: DynamoDBRecord): boolean {
  return userIdentity?.principalId === 'dynamodb.amazonaws.com'
}
