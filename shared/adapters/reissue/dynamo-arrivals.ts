import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Arrivals, Reissue } from '../../domain/reissue/reissue.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoArrivals(database: DynamoDBDocumentClient, table: string): Arrivals {
  async function recordFirst(name: keyof Reissue, reissueId: string, at: ElectionInstant) {
    return updateIf<Pick<Reissue, 'territory'>>(database, {
      TableName: table,
      Key: { reissueId },
      UpdateExpression: `SET ${name} = :at`,
      ConditionExpression: `attribute_exists(reissueId) AND attribute_not_exists(${name})`,
      ExpressionAttributeValues: { ':at': at.toISOString() },
      ReturnValues: 'ALL_NEW',
    })
  }

  return {
    async recordUse(reissueId, at) {
      const { item } = await recordFirst('usedAt', reissueId, at)
      return item ? { outcome: 'recorded', territory: item.territory } : { outcome: 'unchanged' }
    },
    async recordMissing(reissueId, at) {
      const { written } = await recordFirst('notReceivedAt', reissueId, at)
      return written ? 'recorded' : 'unchanged'
    },
  }
}
