import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient())
const dynamo = mockClient(database)
const day = electionDayOf(now, 'Europe/Paris')
const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' })
const taken = { Attributes: { freeAt: secondsLater(now, 9).getTime(), taken: 7 } }
const reservation = { moment: secondsLater(now, 9), place: 7 }
const writes = () => dynamo.commandCalls(UpdateCommand).length

beforeEach(() => dynamo.reset())

// Who comes in between two writes cannot be arranged on the embedded engine.
describe('reserving a slot', () => {
  it('takes one write, and one again for as long as nothing changes', async () => {
    const slots = dynamoSmsSlots(database, 'SmsDays')
    dynamo.on(UpdateCommand).resolvesOnce(taken).rejectsOnce(refused).resolves(taken)
    expect(await slots.reserve(day, now, 1)).toEqual(reservation)
    await slots.reserve(day, now, 1)
    await slots.reserve(day, now, 1)
    await slots.reserve(day, now, 1)
    // The second finds others before it, and remembers that.
    expect(writes()).toBe(5)
  })

  it('is tried again when others came and went in between', async () => {
    dynamo
      .on(UpdateCommand)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .resolves(taken)
    expect(await dynamoSmsSlots(database, 'SmsDays').reserve(day, now, 1)).toEqual(reservation)
    expect(writes()).toBe(4)
  })

  it('is given up when they do so for ever', async () => {
    dynamo.on(UpdateCommand).rejects(refused)
    await expect(dynamoSmsSlots(database, 'SmsDays').reserve(day, now, 1)).rejects.toThrow()
    expect(writes()).toBe(4)
  })
})

describe('holding the slots to what waits', () => {
  it('writes no count that is right', async () => {
    dynamo.on(UpdateCommand).rejects(refused)
    await dynamoSmsSlots(database, 'SmsDays').correct(day, { freeAt: now, more: 0 })
    expect(writes()).toBe(1)
  })
})
