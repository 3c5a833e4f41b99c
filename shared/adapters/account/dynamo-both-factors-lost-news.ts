import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { BothFactorsLostNews } from '../../domain/account/account-news.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoBothFactorsLostNews(
  database: DynamoDBDocumentClient,
  table: string,
): BothFactorsLostNews {
  return {
    async markTold(voterId, at) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET bothFactorsLostToldAt = :at',
        ConditionExpression:
          '(attribute_exists(passwordRenewedAt) OR attribute_exists(repairedAt)) AND (attribute_not_exists(bothFactorsLostToldAt) OR bothFactorsLostToldAt < passwordRenewedAt OR bothFactorsLostToldAt < repairedAt)',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      })
      return written
    },

    async unmarkTold(voterId, at) {
      await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'REMOVE bothFactorsLostToldAt',
        ConditionExpression: 'bothFactorsLostToldAt = :at',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      })
    },
  }
}
