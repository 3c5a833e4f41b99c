import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Sessions, SpaceSession } from '../../domain/account/session.ts'
import {
  fromSessionItem,
  type SessionItem,
  sessionIndexes,
  toSessionItem,
} from '../../tables/sessions.ts'
import { ttlOf } from '../../tables/stored.ts'
import { queryItems, readItem } from '../dynamo-reads.ts'
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
      await updateIf(database, table, 'tokenHash', tokenHash, {
        UpdateExpression: 'SET expiresAt = :until, #ttl = :ttl',
        ConditionExpression: 'voterId = :voterId AND expiresAt < :until',
        values: { voterId, until, ttl: ttlOf(until) },
      })
    },

    async list(voterId) {
      const items = queryItems<SessionItem>(database, {
        TableName: table,
        IndexName: sessionIndexes.voterSessions.name,
        KeyConditionExpression: 'voterId = :voterId',
        values: { voterId },
      })
      return Array.fromAsync(items, (item) => fromSessionItem(item) as SpaceSession)
    },

    async close({ tokenHash, voterId }) {
      await deleteIf(database, table, 'tokenHash', tokenHash, {
        ConditionExpression: 'voterId = :voterId',
        values: { voterId },
      })
    },
  }
}
