import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReissueMails } from '../domain/ports.ts'
import { updateUnless } from './dynamo-transaction.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  return {
    async settle(reissueId) {
      await updateUnless(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'REMOVE mailDueAt',
        ConditionExpression: 'attribute_exists(reissueId)',
      })
    },
  }
}
