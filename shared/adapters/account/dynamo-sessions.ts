import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import type { Sessions, SpaceSession } from '../../domain/account/session.ts'
import {
  fromSessionItem,
  type SessionItem,
  sessionIndexes,
  toSessionItem,
} from '../../tables/sessions.ts'
import { ttlOf } from '../../tables/time-to-live.ts'
import { itemsOf, readItem } from '../dynamo-reads.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoSessions(database: DynamoDBDocumentClient, table: string): Sessions {
  return {
    async open(session) {
      await putIf(database, { TableName: table, Item: toSessionItem(session) })
    },

    async find({ tokenHash }) {
      const item = await readItem<SessionItem>(database, table, { tokenHash })
      return item && fromSessionItem(item)
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

    async ofVoter(voterId) {
      const pages = paginateQuery(
        { client: database },
        {
          TableName: table,
          IndexName: sessionIndexes.ofVoter.name,
          KeyConditionExpression: 'voterId = :voterId',
          ExpressionAttributeValues: { ':voterId': voterId },
        },
      )
      return Array.fromAsync(
        itemsOf<SessionItem>(pages),
        (item) => fromSessionItem(item) as SpaceSession,
      )
    },

    async close({ tokenHash, voterId }) {
      await deleteIf(database, {
        TableName: table,
        Key: { tokenHash },
        ConditionExpression: 'voterId = :voterId',
        ExpressionAttributeValues: { ':voterId': voterId },
      })
    },
  }
}
