import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readItem, readItems, scanItems } from '../../shared/adapters/dynamo-reads.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockedClients(database)

// The embedded engine has no replica that could lag behind.
it('reads consistently: an identifier that was just replaced is seen as such', async () => {
  dynamo.on(GetCommand).resolves({ Item: { voterId: 'x' } })
  expect(await readItem(database, 'Voters', { voterId: 'x' })).toEqual({ voterId: 'x' })
  expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([
    { TableName: 'Voters', Key: { voterId: 'x' }, ConsistentRead: true },
  ])
})

it('reads the items of all pages, consistently, and none of a page without any', async () => {
  dynamo
    .on(ScanCommand)
    .resolvesOnce({ Items: [{ n: 1 }, { n: 2 }], LastEvaluatedKey: { n: 2 } })
    .resolvesOnce({ LastEvaluatedKey: { n: 3 } })
    .resolvesOnce({ Items: [{ n: 4 }] })
  const found: unknown[] = []
  for await (const item of scanItems(database, { TableName: 'Voters' })) found.push(item)
  expect(found).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }])
  expect(dynamo.call(0).args[0].input).toMatchObject({ TableName: 'Voters', ConsistentRead: true })
})

// A page of DynamoDB holds a megabyte, which the contract's cases never fill.
it('reads what is overdue page after page, in every shard of the index in turn', async () => {
  const overdueReissues = dynamoOverdueReissues(database, 'Reissues')
  const item = (reissueId: string) => ({ reissueId, requestedAt: now.toISOString() })
  const LastEvaluatedKey = { reissueId: 'reissue-1' }
  dynamo
    .on(QueryCommand)
    .resolves({})
    .on(QueryCommand, { ExpressionAttributeValues: { ':shard': 2, ':now': now.toISOString() } })
    .resolvesOnce({ Items: [item('reissue-1')], LastEvaluatedKey })
    .resolvesOnce({ Items: [], LastEvaluatedKey })
    .resolves({ Items: [item('reissue-2')] })
  const found = []
  for await (const reissue of overdueReissues.list('mail', now)) found.push(reissue)
  expect(found).toEqual([
    { reissueId: 'reissue-1', requestedAt: now },
    { reissueId: 'reissue-2', requestedAt: now },
  ])
  const queries = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input)
  expect(queries.map(({ ExpressionAttributeValues: values }) => values?.[':shard'])).toEqual([
    0, 1, 2, 3, 2, 2,
  ])
  expect(new Set(queries.map(({ IndexName }) => IndexName))).toEqual(new Set(['mail-due']))
})

it('counts what is late page after page, and reads none of it', async () => {
  const LastEvaluatedKey = { reissueId: 'reissue-1' }
  dynamo
    .on(QueryCommand)
    .resolves({ Count: 0 })
    .on(QueryCommand, { ExpressionAttributeValues: { ':shard': 1, ':now': now.toISOString() } })
    .resolvesOnce({ Count: 3, LastEvaluatedKey })
    .resolves({ Count: 2 })
  expect(await dynamoOverdueReissues(database, 'Reissues').countLateSms(now)).toBe(5)
  const queries = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input)
  expect(queries.map(({ Select }) => Select)).toEqual(Array(5).fill('COUNT'))
})

describe('a key that DynamoDB leaves unread', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  const [one, other] = [{ voterId: 'one' }, { voterId: 'other' }]
  const left = { UnprocessedKeys: { Voters: { Keys: [other] } } }

  it('is requested again, after a wait', async () => {
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { Voters: [one] }, ...left })
      .resolvesOnce(left)
      .resolves({ Responses: { Voters: [other] } })
    const reading = readItems(database, 'Voters', [one, other])
    await vi.advanceTimersByTimeAsync(19)
    expect(dynamo.calls()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(41)
    expect(await reading).toEqual([one, other])
    const keys = dynamo.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems)
    expect(keys.map((tables) => tables?.Voters?.Keys)).toEqual([[one, other], [other], [other]])
  })

  it('is a failure after seconds', async () => {
    dynamo.on(BatchGetCommand).resolves(left)
    const reading = expect(readItems(database, 'Voters', [other])).rejects.toThrow('left unread')
    await vi.advanceTimersByTimeAsync(10_000)
    await reading
    expect(dynamo.calls().length).toBeLessThan(12)
  })
})
