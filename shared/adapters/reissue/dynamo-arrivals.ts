import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Arrivals, Reissue } from '../../domain/reissue/reissue.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoArrivals(database: DynamoDBDocumentClient, table: string): Arrivals {
  const recordFirst =
    (name: keyof Reissue): Arrivals['recordUse'] =>
    async (reissueId, at) => {
      const { item } = await updateIf<Pick<Reissue, 'territory'>>(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: `SET ${name} = :at`,
        ConditionExpression: `attribute_exists(reissueId) AND attribute_not_exists(${name})`,
        ExpressionAttributeValues: { ':at': at.toISOString() },
        ReturnValues: 'ALL_NEW',
      })
      return item ? { outcome: 'recorded', territory: item.territory } : { outcome: 'unchanged' }
    }

  return { recordUse: recordFirst('usedAt'), recordMissing: recordFirst('notReceivedAt') }
}
