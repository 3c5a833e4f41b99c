import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { aVoter } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const roll = dynamoRollReads(database, 'Voters')
const [one, other] = ['one', 'other'].map((voterId) => aVoter({ voterId }))

beforeEach(() => {
  dynamo.reset()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const left = { UnprocessedKeys: { Voters: { Keys: [{ voterId: 'other' }] } } }
const found = (voter = one) => ({ Responses: { Voters: voter ? [toVoterItem(voter)] : [] } })

it('asks again for what DynamoDB left unread, after a wait', async () => {
  dynamo
    .on(BatchGetCommand)
    .resolvesOnce({ ...found(one), ...left })
    .resolvesOnce(left)
    .resolves(found(other))
  const reading = roll.findMany(['one', 'other'])
  await vi.advanceTimersByTimeAsync(19)
  expect(dynamo.calls()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(41)
  expect([...(await reading).keys()]).toEqual(['one', 'other'])
  const asked = dynamo.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems)
  expect(asked.map((tables) => tables?.Voters?.Keys)).toEqual([
    [{ voterId: 'one' }, { voterId: 'other' }],
    [{ voterId: 'other' }],
    [{ voterId: 'other' }],
  ])
})

it('fails when DynamoDB leaves it unread for seconds', async () => {
  dynamo.on(BatchGetCommand).resolves(left)
  const reading = expect(roll.findPersons(['other'])).rejects.toThrow('left unread')
  await vi.advanceTimersByTimeAsync(10_000)
  await reading
  expect(dynamo.calls().length).toBeLessThan(12)
})
