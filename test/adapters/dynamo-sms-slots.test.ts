import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSmsSlots } from '../../shared/adapters/dynamo-sms-slots.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { smsDayOf } from '../../shared/domain/sms-day.ts'
import { now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient())
const dynamo = mockClient(database)
const line = dynamoSmsSlots(database, 'SmsDays')
const day = smsDayOf(now, 'Europe/Paris')
const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' })
const ofTheLine = { Key: { day: 'line' } }

beforeEach(() => {
  dynamo.reset()
  dynamo.on(UpdateCommand).resolves({ Attributes: { reserved: 7 } })
})

describe('joining the line', () => {
  it('takes one write of it when nobody waits', async () => {
    const moment = secondsLater(now, 1)
    dynamo.on(UpdateCommand, ofTheLine).resolves({ Attributes: { freeAt: moment.getTime() } })
    expect(await line.reserve(day, now, 1)).toEqual({ moment, reserved: 7 })
    expect(dynamo.commandCalls(UpdateCommand, ofTheLine)).toHaveLength(1)
  })

  it('is tried again when others came and went in between', async () => {
    const moment = secondsLater(now, 9)
    dynamo
      .on(UpdateCommand, ofTheLine)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .resolves({ Attributes: { freeAt: moment.getTime() } })
    expect(await line.reserve(day, now, 1)).toEqual({ moment, reserved: 7 })
    expect(dynamo.commandCalls(UpdateCommand, ofTheLine)).toHaveLength(4)
  })

  it('is given up when they do so for ever', async () => {
    dynamo.on(UpdateCommand, ofTheLine).rejects(refused)
    await expect(line.reserve(day, now, 1)).rejects.toThrow('No moment could be reserved')
  })
})
