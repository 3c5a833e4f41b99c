import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { LinkDays } from '../domain/mail-ports.ts'
import type { SmsDay } from '../domain/sms-day.ts'
import { type LinkDayItem, linkDayKey } from '../tables/mail-turns.ts'
import { readItem } from './dynamo-reads.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoLinkDays(database: DynamoDBDocumentClient, table: string): LinkDays {
  const add = (day: SmsDay, step: 1 | -1, most: number) =>
    updateIf(database, {
      TableName: table,
      Key: { rate: linkDayKey(day) },
      UpdateExpression: 'ADD linkCount :step',
      ConditionExpression: 'attribute_not_exists(linkCount) OR linkCount < :most',
      ExpressionAttributeValues: { ':step': step, ':most': most },
    })

  return {
    async isSpent(day, most) {
      const item = await readItem<LinkDayItem>(database, table, { rate: linkDayKey(day) })
      return (item?.linkCount ?? 0) >= most
    },
    async count(day, most) {
      return (await add(day, 1, most)).written
    },
    async uncount(day) {
      await add(day, -1, Number.MAX_SAFE_INTEGER)
    },
  }
}
