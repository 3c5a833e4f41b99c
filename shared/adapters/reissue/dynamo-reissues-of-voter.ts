import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { queryItems } from '../dynamo-reads.ts'

export function dynamoReissuesOfVoter(database: DynamoDBDocumentClient, table: string) {
  return {
    async idsOf(voterId: string): Promise<string[]> {
      const items = queryItems<Pick<ReissueItem, 'reissueId'>>(database, {
        TableName: table,
        IndexName: reissueIndexes.voterReissues.name,
        KeyConditionExpression: 'voterId = :voterId',
        values: { voterId },
      })
      return Array.fromAsync(items, ({ reissueId }) => reissueId)
    },
  }
}
