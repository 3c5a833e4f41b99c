import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReissuesOfVoter } from '../../domain/reissue/reissues-of-voter.ts'
import { type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { queryItems } from '../dynamo-reads.ts'

export function dynamoReissuesOfVoter(
  database: DynamoDBDocumentClient,
  table: string,
): ReissuesOfVoter {
  return {
    async idsOf(voterId) {
      const items = queryItems<Pick<ReissueItem, 'reissueId'>>(database, {
        TableName: table,
        IndexName: reissueIndexes.ofVoter.name,
        KeyConditionExpression: 'voterId = :voterId',
        values: { voterId },
      })
      return Array.fromAsync(items, ({ reissueId }) => reissueId)
    },
  }
}
