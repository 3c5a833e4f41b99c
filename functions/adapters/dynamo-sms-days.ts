import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SmsDays } from '../domain/ports.ts'
import { secondsLater } from '../domain/reissue.ts'
import type { SmsDay } from '../domain/sms-day.ts'
import { ttlOf } from './dynamo-items.ts'

const keptSeconds = 90 * 86_400

/** How often two requests that reserve at once may get in each other's way. */
const reserveTries = 4

/**
 * Two items a day: the counts, written once for each SMS, and the moments reserved, written once for each
 * request. DynamoDB takes 1,000 writes a second of each, and a flood of requests holds no sender up.
 */
export function dynamoSmsDays(database: DynamoDBDocumentClient, table: string): SmsDays {
  const ttl = ({ endsAt }: SmsDay) => ttlOf(secondsLater(endsAt, keptSeconds))

  /** @returns the item as it is then; undefined when the condition stood against it */
  async function update(
    day: SmsDay,
    key: string,
    expression: string,
    values: Record<string, number>,
    condition?: string,
  ): Promise<Record<string, number> | undefined> {
    try {
      const { Attributes } = await database.send(
        new UpdateCommand({
          TableName: table,
          Key: { day: key },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':ttl': ttl(day), ...values },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return Attributes
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }

  const slotsOf = ({ day }: SmsDay) => `${day}/slots`

  return {
    async take(day, cap) {
      const taken = await update(
        day,
        day.day,
        'ADD smsCount :one SET #ttl = :ttl',
        { ':one': 1, ':cap': cap },
        'attribute_not_exists(smsCount) OR smsCount < :cap',
      )
      return taken !== undefined
    },

    async giveBack(day) {
      await update(day, day.day, 'ADD smsCount :back SET #ttl = :ttl', { ':back': -1 })
    },

    async countHeld(day) {
      const item = await update(day, day.day, 'ADD heldCount :one SET #ttl = :ttl', { ':one': 1 })
      return item?.heldCount ?? 1
    },

    async find({ day }) {
      const { Item } = await database.send(new GetCommand({ TableName: table, Key: { day } }))
      return { smsCount: Item?.smsCount ?? 0, heldCount: Item?.heldCount ?? 0 }
    },

    async reserve(day, earliest, slotSeconds) {
      const values = { ':earliest': earliest.getTime(), ':slot': slotSeconds * 1000 }
      for (let attempt = 1; attempt <= reserveTries; attempt++) {
        // The first in line, or else behind those who reserved before.
        const item =
          (await update(
            day,
            slotsOf(day),
            'SET freeAt = :next, #ttl = :ttl',
            { ':earliest': values[':earliest'], ':next': values[':earliest'] + values[':slot'] },
            'attribute_not_exists(freeAt) OR freeAt <= :earliest',
          )) ??
          (await update(
            day,
            slotsOf(day),
            'SET freeAt = freeAt + :slot, #ttl = :ttl',
            values,
            'freeAt > :earliest',
          ))
        if (item?.freeAt) return new Date(item.freeAt)
      }
      throw new Error('No moment could be reserved')
    },

    async cancelReservation(day, slotSeconds) {
      await update(
        day,
        slotsOf(day),
        'SET freeAt = freeAt - :slot, #ttl = :ttl',
        { ':slot': slotSeconds * 1000 },
        'attribute_exists(freeAt)',
      )
    },
  }
}
