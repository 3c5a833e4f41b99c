import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { closedBreaker, type SmsBreakers } from '../../domain/sms/sms-breaker.ts'
import {
  type BreakerItem,
  breakerKey,
  fromBreakerItem,
  toBreakerItem,
} from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { ifVersionIs, putIf } from '../dynamo-writes.ts'

/** One item. Each sender reads it once a second; only failures and the team's pauses and caps write it. */
export function dynamoSmsBreakers(database: DynamoDBDocumentClient, table: string): SmsBreakers {
  return {
    async find() {
      const item = await readItem<BreakerItem>(database, table, { day: breakerKey })
      return item ? fromBreakerItem(item) : closedBreaker
    },

    async replace({ version }, next) {
      const { written } = await putIf(database, {
        TableName: table,
        Item: toBreakerItem({ ...next, version: version + 1 }, new Date()),
        ...ifVersionIs(version),
      })
      return written
    },
  }
}
