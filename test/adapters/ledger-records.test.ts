import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { expect, test } from 'vitest'
import { digestOfImage, readRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { type LedgerChange, toIntervention } from '../../shared/domain/ledger/entry.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'
import { keys } from '../builders/values.ts'

const at = 1_795_865_213

function recordOf(
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  key: Record<string, string>,
  images: { before?: object; after?: object },
): DynamoDBRecord {
  const { before, after } = images
  return {
    eventID: 'event-1',
    eventName,
    eventSourceARN: 'the stream',
    dynamodb: {
      Keys: marshall(key),
      ApproximateCreationDateTime: at,
      ...(before && { OldImage: marshall({ ...key, ...before }) }),
      ...(after && { NewImage: marshall({ ...key, ...after }) }),
    },
  } as DynamoDBRecord
}

const read = (record: DynamoDBRecord, table: TableName) => readRecord(record, keys, () => table)

const key = { voterId: 'voter-1' }
const before = { email: 'a@example.org', reissueCount: 1, ballots: ['a', 'b'] }
const after = { ...before, identifierHash: 'secret', reissueCount: 2 }
const modify = () => read(recordOf('MODIFY', key, { before, after }), 'voters')

test('the ledger’s record of a write has time, digests and changed fields, and no value', () => {
  const modified = modify()
  expect(modified).toEqual({
    event: 'event-1',
    at: new Date(at * 1000),
    table: 'voters',
    change: 'modify',
    record: expect.stringMatching(/^[\w-]{22}$/),
    state: expect.stringMatching(/^[\w-]{22}$/),
    fields: ['identifierHash', 'reissueCount'],
  })
  const said = JSON.stringify(modified)
  for (const value of ['voter-1', 'a@example.org', 'secret']) expect(said).not.toContain(value)
})

test('the ledger’s record of a write has the same digest for the same item only', () => {
  const modified = modify()
  const again = read(recordOf('REMOVE', key, { before }), 'voters')
  expect(again?.fields).toEqual(['ballots', 'email', 'reissueCount', 'voterId'])
  expect(again?.record).toBe(modified?.record)
  expect(again).not.toHaveProperty('state')
  const others = [
    read(recordOf('MODIFY', { voterId: 'voter-2' }, { before, after }), 'voters'),
    read(recordOf('MODIFY', { phoneHash: 'voter-1' }, { before, after }), 'phones'),
  ]
  for (const other of others) expect(other?.record).not.toBe(modified?.record)
})

test('the ledger’s record of a write has the same state digest for the same content, whatever its order', () => {
  const [x, y] = [new Uint8Array([1]), new Uint8Array([255])]
  const sets = { d: new Set(['x', 'y']), e: new Set([1, 2]), f: new Set([x, y]) }
  const one = marshall({ a: { b: 1, c: [1, 2] }, ...sets })
  const turned = { f: new Set([y, x]), e: new Set([2, 1]), d: new Set(['y', 'x']) }
  const same = marshall({ ...turned, a: { c: [1, 2], b: 1 } })
  const other = marshall({ a: { b: 1, c: [2, 1] }, ...sets })
  expect(digestOfImage(keys, same)).toBe(digestOfImage(keys, one))
  expect(digestOfImage(keys, other)).not.toBe(digestOfImage(keys, one))
  expect(digestOfImage(keys, marshall({ f: new Set([x]) }))).not.toBe(
    digestOfImage(keys, marshall({ f: new Set([y]) })),
  )
  // An existing ledger keeps the digests of earlier versions.
  expect(digestOfImage(keys, marshall({ a: { b: 1, c: [1, 2] }, d: 'x' }))).toBe(
    'UDO_pKH_UHhjwFH2VKIWgP',
  )
})

test('the ledger’s record of a write holds an operation in clear, and only the state of a request', () => {
  const operation = { kind: 'import', startedAt: '2026-11-02', noticesFile: 'notices.csv' }
  expect(
    read(recordOf('INSERT', { operationId: '1' }, { after: operation }), 'rollOperations')?.told,
  ).toEqual({ kind: 'import', startedAt: '2026-11-02' })
  const reissue = { state: 'sent', voterId: 'voter-1', phoneEnding: '56 78' }
  expect(
    read(recordOf('INSERT', { reissueId: '1' }, { after: reissue }), 'reissues')?.told,
  ).toEqual({ state: 'sent' })
})

test('the ledger’s record of a write keeps the digits of a number that JavaScript cannot represent', () => {
  const record = recordOf('INSERT', { interventionId: '1' }, { after: { kind: 'repair' } })
  const counts = { M: { much: { N: '9007199254740993' }, few: { N: '3' } } }
  Object.assign(record.dynamodb?.NewImage ?? {}, { counts })
  expect(read(record, 'interventions')?.told).toEqual({
    kind: 'repair',
    counts: { much: '9007199254740993', few: 3 },
  })
})

test('the ledger’s record of a write of an unknown type has its sequence number and error, and no value', () => {
  const record = recordOf('INSERT', { interventionId: 'secret' }, { after: { kind: 'repair' } })
  Object.assign(record.dynamodb ?? {}, { SequenceNumber: '49001' })
  Object.assign(record.dynamodb?.NewImage ?? {}, { counts: { X: 'an unknown type' } })
  const untold = read(record, 'interventions')
  expect(untold).toMatchObject({ event: 'event-1', change: 'insert', fields: [] })
  expect(untold).toMatchObject({ untold: '49001: Error', at: new Date(at * 1000) })
  expect(untold?.record).toMatch(/^[\w-]{22}$/)
  expect(JSON.stringify(untold)).not.toMatch(/secret|repair/)
  expect(toIntervention({ number: 7, ...(untold as LedgerChange) })).toEqual({
    ...{ number: 7, at: new Date(at * 1000), kind: 'untold' },
  })
})

test('the ledger’s record of a write distinguishes an expiry from a deletion', () => {
  const deleted = recordOf('REMOVE', { tokenHash: '1' }, { before: { kind: 'space' } })
  const expired = {
    ...deleted,
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  }
  expect(read(deleted, 'sessions')).not.toHaveProperty('by')
  expect(read(expired, 'sessions')?.by).toBe('expiry')
})

test('the ledger’s record of a write omits counters, and includes pauses and caps', () => {
  const counted = recordOf('MODIFY', { day: '2026-12-03' }, { after: { smsCount: 2 } })
  const paused = recordOf('MODIFY', { day: 'breaker' }, { after: { pauses: { RE: {} } } })
  expect(read(counted, 'smsDays')).toBeUndefined()
  expect(read(paused, 'smsDays')).toMatchObject({ told: { pauses: { RE: {} } } })
  const nameless = recordOf('INSERT', {}, { after: { smsCount: 2 } })
  expect([read(nameless, 'voters'), read(nameless, 'smsDays')]).toEqual([undefined, undefined])
  const captcha = recordOf('INSERT', { captchaId: '1' }, { after: {} })
  expect(read(captcha, 'captchas')).toBeUndefined()
})
