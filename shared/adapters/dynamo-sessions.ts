import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb'
import type { Sessions } from '../domain/ports.ts'
import type { BoothSession, SessionClaim, SpaceSession } from '../domain/session.ts'
import { fromSessionItem, type SessionItem, toSessionItem } from '../tables/sessions.ts'
import { ttlOf } from '../tables/stored.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoSessions(database: DynamoDBDocumentClient, table: string): Sessions {
  async function find({ tokenHash }: SessionClaim) {
    const { Item } = await database.send(
      new GetCommand({ TableName: table, Key: { tokenHash }, ConsistentRead: true }),
    )
    return Item && fromSessionItem(Item as SessionItem)
  }

  return {
    async open(session) {
      await database.send(new PutCommand({ TableName: table, Item: toSessionItem(session) }))
    },

    async findSpace(claim) {
      const session = await find(claim)
      return session?.kind === 'space' ? (session as SpaceSession) : undefined
    },

    async findBooth(claim) {
      const session = await find(claim)
      return session?.kind === 'booth' ? (session as BoothSession) : undefined
    },

    async prolong({ tokenHash, voterId }, until) {
      await updateIf(database, {
        TableName: table,
        Key: { tokenHash },
        UpdateExpression: 'SET expiresAt = :until, #ttl = :ttl',
        ConditionExpression: 'voterId = :voterId AND expiresAt < :until',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':voterId': voterId,
          ':until': until.toISOString(),
          ':ttl': ttlOf(until),
        },
      })
    },

    async close({ tokenHash, voterId }) {
      try {
        await database.send(
          new DeleteCommand({
            TableName: table,
            Key: { tokenHash },
            ConditionExpression: 'voterId = :voterId',
            ExpressionAttributeValues: { ':voterId': voterId },
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}
