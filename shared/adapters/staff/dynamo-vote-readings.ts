import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type VoteReadings, voteReading } from '../../domain/staff/vote-reading.ts'
import { type ReadingItem, readingKey, toReadingItem } from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'

export function dynamoVoteReadings(database: DynamoDBDocumentClient, table: string): VoteReadings {
  return {
    async store(reading) {
      await putIf(database, { TableName: table, Item: toReadingItem(reading) })
    },
    async find() {
      const item = await readItem<ReadingItem>(database, table, { day: readingKey })
      return item && voteReading.safeParse(JSON.parse(item.reading)).data
    },
  }
}
