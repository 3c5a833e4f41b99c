import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type VoteReadings, voteReading } from '../../domain/staff/vote-reading.ts'
import { toVoteReadingItem, type VoteReadingItem, voteReadingKey } from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'

export function dynamoVoteReadings(database: DynamoDBDocumentClient, table: string): VoteReadings {
  return {
    async store(reading) {
      await putIf(database, { TableName: table, Item: toVoteReadingItem(reading) })
    },
    async find() {
      const item = await readItem<VoteReadingItem>(database, table, { day: voteReadingKey })
      return item && voteReading.safeParse(JSON.parse(item.reading)).data
    },
  }
}
