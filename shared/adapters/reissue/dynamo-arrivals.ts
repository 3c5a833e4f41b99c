import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Arrivals, Reissue } from '../../domain/reissue/reissue.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoArrivals(database: DynamoDBDocumentClient, table: string): Arrivals {
  async function recordFirst(name: keyof Reissue, reissueId: string, at: Date) {
    const { written } = await updateIf(database, {
      TableName: table,
      Key: { reissueId },
      UpdateExpression: `SET ${name} = :at`,
      ConditionExpression: `attribute_exists(reissueId) AND attribute_not_exists(${name})`,
      ExpressionAttributeValues: { ':at': at.toISOString() },
    })
    return written ? ('recorded' as const) : ('unchanged' as const)
  }

  return {
    recordUse: (reissueId, at) => recordFirst('usedAt', reissueId, at),
    recordMissing: (reissueId, at) => recordFirst('notReceivedAt', reissueId, at),
  }
}
