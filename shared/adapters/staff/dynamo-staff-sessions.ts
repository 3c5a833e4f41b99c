import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { StaffSessions } from '../../domain/staff/staff-session.ts'
import {
  fromStaffSessionItem,
  type StaffSessionItem,
  toStaffSessionItem,
} from '../../tables/staff-sessions.ts'
import { wallTtlOf } from '../../tables/time-to-live.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoStaffSessions(
  database: DynamoDBDocumentClient,
  table: string,
): StaffSessions {
  return {
    async open(session) {
      await putIf(database, { TableName: table, Item: toStaffSessionItem(session) })
    },

    async find(tokenHash) {
      const item = await readItem<StaffSessionItem>(database, table, { tokenHash })
      return item && fromStaffSessionItem(item)
    },

    async prolong(tokenHash, until) {
      await updateIf(database, {
        TableName: table,
        Key: { tokenHash },
        UpdateExpression: 'SET expiresAt = :until, #ttl = :ttl',
        ConditionExpression: 'expiresAt < :until',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':until': until.toISOString(), ':ttl': wallTtlOf(until) },
      })
    },

    async close(tokenHash) {
      await deleteIf(database, { TableName: table, Key: { tokenHash } })
    },
  }
}
