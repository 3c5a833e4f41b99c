import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Confirmations } from '../domain/ports.ts'

export function dynamoConfirmations(
  database: DynamoDBDocumentClient,
  table: string,
): Confirmations {
  return {
    async settle(reissueId) {
      try {
        await database.send(
          new UpdateCommand({
            TableName: table,
            Key: { reissueId },
            UpdateExpression: 'REMOVE confirmationDueAt',
            ConditionExpression: 'attribute_exists(reissueId)',
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}
