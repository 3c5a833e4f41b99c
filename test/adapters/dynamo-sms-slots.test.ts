import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import { now } from '../builders/values.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient())
const dynamo = mockClient(database)
const slots = dynamoSmsSlots(database, 'SmsDays')
const day = smsDayOf(now, 'Europe/Paris')
const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' })
const ofTheRate = { Key: { day: 'line' } }
const ofTheDay = { Key: { day: `${day.day}/requests` } }

beforeEach(() => {
  dynamo.reset()
  dynamo.on(UpdateCommand).resolves({ Attributes: { reserved: 7 } })
})

// Who comes in between two writes cannot be arranged on the embedded engine.
describe('reserving a slot', () => {
  it('takes one write of the rate when nobody waits', async () => {
    const moment = secondsLater(now, 1)
    dynamo.on(UpdateCommand, ofTheRate).resolves({ Attributes: { freeAt: moment.getTime() } })
    expect(await slots.reserve(day, now, 1)).toEqual({ moment, reserved: 7 })
    expect(dynamo.commandCalls(UpdateCommand, ofTheRate)).toHaveLength(1)
  })

  it('is tried again when others came and went in between', async () => {
    const moment = secondsLater(now, 9)
    dynamo
      .on(UpdateCommand, ofTheRate)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .rejectsOnce(refused)
      .resolves({ Attributes: { freeAt: moment.getTime() } })
    expect(await slots.reserve(day, now, 1)).toEqual({ moment, reserved: 7 })
    expect(dynamo.commandCalls(UpdateCommand, ofTheRate)).toHaveLength(4)
  })

  it('gives the slot back when those of the day cannot be counted', async () => {
    dynamo.on(UpdateCommand, ofTheRate).resolves({ Attributes: { freeAt: now.getTime() } })
    dynamo.on(UpdateCommand, ofTheDay).rejects(new Error('no answer'))
    await expect(slots.reserve(day, now, 1)).rejects.toThrow('no answer')
    const [reserving, releasing, ...more] = dynamo.commandCalls(UpdateCommand, ofTheRate)
    expect(more).toEqual([])
    expect(reserving?.args[0].input.UpdateExpression).toContain('freeAt = :next')
    expect(releasing?.args[0].input).toMatchObject({
      UpdateExpression: expect.stringContaining('freeAt = freeAt - :slot'),
      ExpressionAttributeValues: { ':slot': 1000 },
    })
  })

  it('counts nobody when no slot could be had', async () => {
    dynamo.on(UpdateCommand, ofTheRate).rejects(new Error('no answer'))
    await expect(slots.reserve(day, now, 1)).rejects.toThrow('no answer')
    const steps = dynamo
      .commandCalls(UpdateCommand, ofTheDay)
      .map(({ args: [{ input }] }) => input.ExpressionAttributeValues?.[':step'])
    expect(steps).toEqual([1, -1])
  })

  it('is given up when they do so for ever', async () => {
    dynamo.on(UpdateCommand, ofTheRate).rejects(refused)
    await expect(slots.reserve(day, now, 1)).rejects.toThrow('No moment could be reserved')
  })
})
