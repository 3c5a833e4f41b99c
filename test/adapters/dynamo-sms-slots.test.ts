import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { type BothClocks, now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient())
const dynamo = mockClient(database)
const day = electionDayOf(now, 'Europe/Paris')
const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' })
const writes = () =>
  dynamo.commandCalls(UpdateCommand).map(({ args }) => args[0].input.UpdateExpression)

beforeEach(() => dynamo.reset())

// Who comes in between a look and the write cannot be arranged on the embedded engine.
describe('taking a slot', () => {
  const take = (freeAt: BothClocks) =>
    dynamoSmsSlots(database, 'SmsDays').take(day, {
      ready: now,
      seconds: 1,
      found: { freeAt, taken: 0 },
    })
  const [behind, first] = [secondsLater(now, 9), secondsLater(now, -9)]

  it.each([
    ['behind others', behind, 'freeAt = freeAt + :slot'],
    ['where nobody waits', first, 'freeAt = :next'],
  ])('takes one write while what was found still holds: %s', async (_, freeAt, set) => {
    dynamo.on(UpdateCommand).resolves({ Attributes: {} })
    await take(freeAt)
    expect(writes()).toEqual([expect.stringContaining(set)])
  })

  it('takes another when others came or went meanwhile, and refuses nobody when they did so again', async () => {
    dynamo.on(UpdateCommand).rejects(refused)
    await take(behind)
    expect(writes()).toHaveLength(2)
  })
})
