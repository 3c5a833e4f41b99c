import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { BothFactorsLostNotices } from '../domain/ports.ts'
import { updateUnless } from './dynamo-transaction.ts'

export function dynamoBothFactorsLostNotices(
  database: DynamoDBDocumentClient,
  table: string,
): BothFactorsLostNotices {
  return {
    async settle(voterId, at) {
      await updateUnless(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET bothFactorsLostToldAt = :at',
        ConditionExpression: 'attribute_exists(voterId)',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      })
    },
  }
}
