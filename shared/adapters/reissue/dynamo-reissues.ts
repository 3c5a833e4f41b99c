import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import type { Reissues, ReissuesOfVoter } from '../../domain/reissue/reissue.ts'
import { fromReissueItem, type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { itemsOf, readItem } from '../dynamo-reads.ts'

export function dynamoReissues(database: DynamoDBDocumentClient, table: string): Reissues {
  return {
    async find(reissueId) {
      const item = await readItem<ReissueItem>(database, table, { reissueId })
      return item && fromReissueItem(item)
    },
  }
}

export function dynamoReissuesOfVoter(
  database: DynamoDBDocumentClient,
  table: string,
): ReissuesOfVoter {
  return {
    async idsOf(voterId) {
      const pages = paginateQuery(
        { client: database },
        {
          TableName: table,
          IndexName: reissueIndexes.ofVoter.name,
          KeyConditionExpression: 'voterId = :voterId',
          ExpressionAttributeValues: { ':voterId': voterId },
        },
      )
      const items = itemsOf<Pick<ReissueItem, 'reissueId'>>(pages)
      return Array.fromAsync(items, ({ reissueId }) => reissueId)
    },
  }
}
