import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Arrivals, Reissue } from '../../domain/reissue/reissue.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoArrivals(database: DynamoDBDocumentClient, table: string): Arrivals {
  const recordOnce =
    (name: keyof Reissue): Arrivals['recordUse'] =>
    async (reissueId, at) => {
      const { item } = await updateIf<ReissueItem>(database, table, 'reissueId', reissueId, {
        UpdateExpression: `SET ${name} = :at`,
        ConditionExpression: `attribute_exists(reissueId) AND attribute_not_exists(${name})`,
        values: { at },
        ReturnValues: 'ALL_NEW',
      })
      return item
        ? { outcome: 'recorded', territory: fromReissueItem(item).territory }
        : { outcome: 'unchanged' }
    }

  return { recordUse: recordOnce('usedAt'), recordMissing: recordOnce('notReceivedAt') }
}
