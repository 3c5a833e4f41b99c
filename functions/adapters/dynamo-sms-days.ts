import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { SmsDays } from '../domain/ports.ts'
import { secondsLater } from '../domain/reissue.ts'
import type { SmsDay } from '../domain/sms-day.ts'
import { ttlOf } from './dynamo-items.ts'
import { updateUnless } from './dynamo-transaction.ts'

const keptSeconds = 90 * 86_400

/** One item a day, written once for each SMS: DynamoDB takes 1,000 of these a second, as does the rate. */
export function dynamoSmsDays(database: DynamoDBDocumentClient, table: string): SmsDays {
  function add(
    { day, endsAt }: SmsDay,
    count: 'smsCount' | 'heldCount',
    step: 1 | -1,
    cap?: number,
  ): Promise<boolean> {
    return updateUnless(database, {
      TableName: table,
      Key: { day },
      UpdateExpression: 'ADD #count :step SET #ttl = :ttl',
      ExpressionAttributeNames: { '#count': count, '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':step': step,
        ':ttl': ttlOf(secondsLater(endsAt, keptSeconds)),
        ...(cap !== undefined && { ':cap': cap }),
      },
      ...(cap !== undefined && {
        ConditionExpression: 'attribute_not_exists(#count) OR #count < :cap',
      }),
    })
  }

  return {
    take: (day, cap) => add(day, 'smsCount', 1, cap),
    async giveBack(day) {
      await add(day, 'smsCount', -1)
    },
    async countHeld(day) {
      await add(day, 'heldCount', 1)
    },
    async find({ day }) {
      const { Item } = await database.send(new GetCommand({ TableName: table, Key: { day } }))
      return { smsCount: Item?.smsCount ?? 0, heldCount: Item?.heldCount ?? 0 }
    },
  }
}
