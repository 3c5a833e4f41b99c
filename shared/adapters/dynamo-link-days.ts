import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { LinkDays } from '../domain/mail-ports.ts'
import { type LinkDayItem, linkDayKey } from '../tables/mail-turns.ts'
import { readItem } from './dynamo-reads.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoLinkDays(database: DynamoDBDocumentClient, table: string): LinkDays {
  return {
    async isSpent(day, most) {
      const item = await readItem<LinkDayItem>(database, table, { rate: linkDayKey(day) })
      return (item?.linkCount ?? 0) >= most
    },
    async count(day, links) {
      await updateIf(database, {
        TableName: table,
        Key: { rate: linkDayKey(day) },
        UpdateExpression: 'ADD linkCount :links',
        ExpressionAttributeValues: { ':links': links },
      })
    },
  }
}
