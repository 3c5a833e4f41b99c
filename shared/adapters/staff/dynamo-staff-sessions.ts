import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import type { StaffSession, StaffSessions } from '../../domain/staff/staff-session.ts'
import type { StaffSessionItem } from '../../tables/staff-sessions.ts'
import { toStored } from '../../tables/stored.ts'
import { fromExpiring, wallTtlOf } from '../../tables/time-to-live.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoStaffSessions(
  database: DynamoDBDocumentClient,
  table: string,
): StaffSessions {
  const update = (tokenHash: string, change: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    updateIf(database, { TableName: table, Key: { tokenHash }, ...change })

  return {
    async open(session) {
      const ttl = wallTtlOf(session.expiresAt)
      const Item = { ...toStored(session), ttl } satisfies StaffSessionItem
      await putIf(database, { TableName: table, Item })
    },

    async find(tokenHash) {
      const item = await readItem<StaffSessionItem>(database, table, { tokenHash })
      return item && fromExpiring<StaffSession>(item)
    },

    async prolong(tokenHash, until) {
      await update(tokenHash, {
        UpdateExpression: 'SET expiresAt = :until, #ttl = :ttl',
        ConditionExpression: 'expiresAt < :until',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':until': until.toISOString(), ':ttl': wallTtlOf(until) },
      })
    },

    async close(tokenHash) {
      await deleteIf(database, { TableName: table, Key: { tokenHash } })
    },

    async openFile(tokenHash, file) {
      await update(tokenHash, {
        UpdateExpression: 'SET openFile = :file',
        ConditionExpression: 'attribute_exists(tokenHash)',
        ExpressionAttributeValues: { ':file': toStored(file) },
      })
    },

    async noteDone(tokenHash, done) {
      await update(tokenHash, {
        UpdateExpression: 'SET openFile.done = :done',
        ConditionExpression: 'attribute_exists(openFile)',
        ExpressionAttributeValues: { ':done': done },
      })
    },

    async closeFile(tokenHash) {
      await update(tokenHash, {
        UpdateExpression: 'REMOVE openFile',
        ConditionExpression: 'attribute_exists(openFile)',
      })
    },
  }
}
