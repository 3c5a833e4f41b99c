import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { LinkDays } from '../../domain/mail/links-share-of-quota.ts'
import { type LinkDayItem, linkDayKey } from '../../tables/mail-turns.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoLinkDays(database: DynamoDBDocumentClient, table: string): LinkDays {
  return {
    async find(day) {
      const item = await readItem<LinkDayItem>(database, table, { rate: linkDayKey(day) })
      const { linkCount: total = 0, codeCount: codes = 0, repeatCount: repeats = 0 } = item ?? {}
      return { total, codes, repeats }
    },
    async count(day, { total, codes, repeats }) {
      await updateIf(database, table, 'rate', linkDayKey(day), {
        UpdateExpression: 'ADD linkCount :total, codeCount :codes, repeatCount :repeats',
        values: { total, codes, repeats },
      })
    },
  }
}
