import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { LinkDays } from '../../domain/mail/mail-rate.ts'
import { type LinkDayItem, linkDayKey } from '../../tables/mail-turns.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoLinkDays(database: DynamoDBDocumentClient, table: string): LinkDays {
  return {
    async find(day) {
      const item = await readItem<LinkDayItem>(database, table, { rate: linkDayKey(day) })
      return { mailed: item?.linkCount ?? 0, repeated: item?.repeatCount ?? 0 }
    },
    async count(day, { mailed, repeated }) {
      await updateIf(database, {
        TableName: table,
        Key: { rate: linkDayKey(day) },
        UpdateExpression: 'ADD linkCount :mailed, repeatCount :repeated',
        ExpressionAttributeValues: { ':mailed': mailed, ':repeated': repeated },
      })
    },
  }
}
