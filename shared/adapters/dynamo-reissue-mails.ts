import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReissueMails } from '../domain/ports.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  return {
    async settle(reissueId, news) {
      await updateIf(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'REMOVE mailDueAt',
        // What follows `asked` has news of its own; what follows `sent` or `cancelled` has none.
        ...(news === 'asked'
          ? {
              ConditionExpression: '#state IN (:accepted, :sending)',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':accepted': 'accepted', ':sending': 'sending' },
            }
          : { ConditionExpression: 'attribute_exists(reissueId)' }),
      })
    },
  }
}
