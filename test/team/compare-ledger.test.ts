import { Readable } from 'node:stream'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import { digestOfImage, digestOfRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { chainChanges, chainStart } from '../../shared/domain/ledger/chain.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { splitLines } from '../../shared/domain/ledger/verdict.ts'
import { compareLedger } from '../../team/ledger/compare-ledger.ts'
import { aChange } from '../builders/ledger.ts'
import { keys } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const database = new DynamoDBClient({ region: 'eu-west-3' })
const dynamodb = mockedClients(database)
beforeEach(() => void dynamodb.on(ScanCommand, { TableName: 'Phones' }).resolves({ Items: [] }))

const voter = (voterId: string, reissueCount = 0) => marshall({ voterId, reissueCount })
const digest = (voterId: string) => digestOfRecord(keys, 'voters', marshall({ voterId })) ?? ''

function compare(told: { voterId: string; state?: ReturnType<typeof voter> }[]) {
  const changes = told.map(({ voterId, state }) =>
    aChange({
      ...{ change: state ? 'modify' : 'remove', record: digest(voterId) },
      ...(state && { state: digestOfImage(keys, state) }),
    }),
  )
  const { lines } = chainChanges(chainStart, changes)
  return compareLedger({
    database,
    tableNames: { voters: 'Voters', phones: 'Phones' },
    keys,
    read: async () => ({ lines: splitLines(Readable.from([lines])), findings: new Findings() }),
  })
}

test('tables that match the last entries have no difference', async () => {
  dynamodb
    .on(ScanCommand, { TableName: 'Voters' })
    .resolvesOnce({ Items: [voter('a', 2)], LastEvaluatedKey: marshall({ voterId: 'a' }) })
    .resolves({ Items: [voter('b')] })
  const told = [
    { voterId: 'a', state: voter('a', 1) },
    { voterId: 'b', state: voter('b') },
    { voterId: 'a', state: voter('a', 2) },
    { voterId: 'c', state: voter('c') },
    { voterId: 'c' },
  ]
  expect(await compare(told)).toMatchObject({ recordCount: 2, differences: [] })
})

test('a record that is missing on either side or differs is named', async () => {
  dynamodb
    .on(ScanCommand, { TableName: 'Voters' })
    .resolves({ Items: [voter('a', 3), voter('b'), voter('d')] })
  const told = [
    { voterId: 'a', state: voter('a', 2) },
    { voterId: 'c', state: voter('c') },
    { voterId: 'd' },
  ]
  const at = (voterId: string) => `voters ${digest(voterId)}`
  expect((await compare(told)).differences).toEqual([
    { kind: 'changed', record: at('a'), entry: 1 },
    { kind: 'unrecorded', record: at('b') },
    { kind: 'changed', record: at('d'), entry: 3 },
    { kind: 'gone', record: at('c'), entry: 2 },
  ])
})
