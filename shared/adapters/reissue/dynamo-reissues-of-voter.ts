import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import type { ReissuesOfVoter } from '../../domain/reissue/reissues-of-voter.ts'
import { type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { itemsOf } from '../dynamo-reads.ts'

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
