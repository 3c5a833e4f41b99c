import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { OpenFile, OpenFiles } from '../../domain/staff/open-file.ts'
import { fromExpiring } from '../../tables/expiring.ts'
import type { OpenFileItem } from '../../tables/open-files.ts'
import { toStored } from '../../tables/stored.ts'
import { wallTtlOf } from '../../tables/time-to-live.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, putIf, updateIf } from '../dynamo-writes.ts'

export function dynamoOpenFiles(database: DynamoDBDocumentClient, table: string): OpenFiles {
  return {
    async open(file) {
      const Item = { ...toStored(file), ttl: wallTtlOf(file.expiresAt) } satisfies OpenFileItem
      await putIf(database, { TableName: table, Item })
    },

    async find(tokenHash) {
      const item = await readItem<OpenFileItem>(database, table, { tokenHash })
      return item && fromExpiring<OpenFile>(item)
    },

    async noteDone(tokenHash, done) {
      await updateIf(database, {
        TableName: table,
        Key: { tokenHash },
        UpdateExpression: 'SET done = :done',
        ConditionExpression: 'attribute_exists(tokenHash)',
        ExpressionAttributeValues: { ':done': done },
      })
    },

    async close(tokenHash) {
      await deleteIf(database, { TableName: table, Key: { tokenHash } })
    },

    async count(now) {
      const scan = {
        TableName: table,
        Select: 'COUNT' as const,
        // DynamoDB deletes expired items late.
        FilterExpression: 'expiresAt > :now',
        ExpressionAttributeValues: { ':now': now.toISOString() },
      }
      let open = 0
      for await (const { Count = 0 } of paginateScan({ client: database }, scan)) open += Count
      return open
    },
  }
}
