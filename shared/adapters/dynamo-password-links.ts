import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { PasswordLinks } from '../domain/ports.ts'
import {
  fromPasswordLinkItem,
  type PasswordLinkItem,
  toPasswordLinkItem,
} from '../tables/password-links.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoPasswordLinks(
  database: DynamoDBDocumentClient,
  table: string,
): PasswordLinks {
  return {
    async find(voterId) {
      const { Item } = await database.send(
        new GetCommand({ TableName: table, Key: { voterId }, ConsistentRead: true }),
      )
      return Item && fromPasswordLinkItem(Item as PasswordLinkItem)
    },

    async replace(found, link) {
      try {
        await database.send(
          new PutCommand({
            TableName: table,
            Item: toPasswordLinkItem(link),
            ...(found
              ? {
                  ConditionExpression: 'version = :version',
                  ExpressionAttributeValues: { ':version': found.version },
                }
              : { ConditionExpression: 'attribute_not_exists(voterId)' }),
          }),
        )
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },

    async settle({ voterId, version }) {
      await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET mailed = :mailed REMOVE previous',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':mailed': true, ':version': version },
      })
    },
  }
}
