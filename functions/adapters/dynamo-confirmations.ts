import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Confirmations } from '../domain/ports.ts'
import { updateUnless } from './dynamo-transaction.ts'

export function dynamoConfirmations(
  database: DynamoDBDocumentClient,
  table: string,
): Confirmations {
  return {
    async settle(reissueId) {
      await updateUnless(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'REMOVE confirmationDueAt',
        ConditionExpression: 'attribute_exists(reissueId)',
      })
    },
  }
}
