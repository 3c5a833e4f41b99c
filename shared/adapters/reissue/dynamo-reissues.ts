import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Reissues } from '../../domain/reissue/reissue.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { readItem } from '../dynamo-reads.ts'

export function dynamoReissues(database: DynamoDBDocumentClient, table: string): Reissues {
  return {
    async find(reissueId) {
      const item = await readItem<ReissueItem>(database, table, { reissueId })
      return item && fromReissueItem(item)
    },
  }
}
