import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Guests } from '../../domain/voter/guests.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoGuests(database: DynamoDBDocumentClient, table: string): Guests {
  return {
    async invite(voterId) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET guest = :yes',
        ConditionExpression: 'attribute_exists(identifierHash) AND attribute_not_exists(removedAt)',
        ExpressionAttributeValues: { ':yes': true },
      })
      return written
    },
  }
}
