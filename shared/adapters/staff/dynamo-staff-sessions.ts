import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { StaffSession, StaffSessions } from '../../domain/staff/staff-session.ts'
import type { StaffSessionItem } from '../../tables/staff-sessions.ts'
import { fromExpiringItem, toStored, wallTtlOf } from '../../tables/stored.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoStaffSessions(
  database: DynamoDBDocumentClient,
  table: string,
): StaffSessions {
  return {
    async open(session) {
      const ttl = wallTtlOf(session.expiresAt)
      const Item = { ...toStored(session), ttl } satisfies StaffSessionItem
      await putIf(database, { TableName: table, Item })
    },

    async find(tokenHash) {
      const item = await readItem<StaffSessionItem>(database, table, { tokenHash })
      return item && fromExpiringItem<StaffSession>(item)
    },

    async prolong(tokenHash, until) {
      await updateIf(database, table, 'tokenHash', tokenHash, {
        UpdateExpression: 'SET expiresAt = :until, #ttl = :ttl',
        ConditionExpression: 'expiresAt < :until',
        values: { until, ttl: wallTtlOf(until) },
      })
    },

    async close(tokenHash) {
      await deleteIf(database, table, 'tokenHash', tokenHash)
    },

    async openFile(tokenHash, file) {
      await updateIf(database, table, 'tokenHash', tokenHash, {
        UpdateExpression: 'SET openFile = :file',
        ConditionExpression: 'attribute_exists(tokenHash)',
        values: { file },
      })
    },

    async recordAction(tokenHash, actionKey) {
      await updateIf(database, table, 'tokenHash', tokenHash, {
        UpdateExpression: 'SET openFile.done = :done',
        ConditionExpression: 'attribute_exists(openFile)',
        values: { done: actionKey },
      })
    },

    async closeFile(tokenHash) {
      await updateIf(database, table, 'tokenHash', tokenHash, {
        UpdateExpression: 'REMOVE openFile',
        ConditionExpression: 'attribute_exists(openFile)',
      })
    },
  }
}
