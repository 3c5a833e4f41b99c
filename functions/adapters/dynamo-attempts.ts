import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Attempts } from '../domain/ports.ts'
import { ttlOf } from './dynamo-items.ts'

export function dynamoAttempts(database: DynamoDBDocumentClient, table: string): Attempts {
  return {
    async count({ attemptKey, windowEndsAt }) {
      const { Attributes } = await database.send(
        new UpdateCommand({
          TableName: table,
          Key: { attemptKey },
          UpdateExpression: 'ADD attempts :one SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':one': 1, ':ttl': ttlOf(windowEndsAt) },
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      return Attributes?.attempts as number
    },

    async forget({ attemptKey }) {
      await database.send(new DeleteCommand({ TableName: table, Key: { attemptKey } }))
    },
  }
}
