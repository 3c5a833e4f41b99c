import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type WipedTable, wipedTables } from '../../domain/roll/wiped-tables.ts'
import { rollLockKey } from '../../tables/roll-operations.ts'
import { tables } from '../../tables/tables.ts'
import { scanItems } from '../dynamo-reads.ts'
import { deleteIf } from '../dynamo-writes.ts'

export function dynamoWipedTables(
  database: DynamoDBDocumentClient,
  names: Readonly<Record<WipedTable['name'], string>>,
): WipedTable[] {
  return wipedTables.map((name) => {
    const TableName = names[name]
    const attribute: string = tables[name].partitionKey.name
    return {
      name,

      async *keys() {
        const items = scanItems<Record<string, string>>(database, {
          TableName,
          ProjectionExpression: '#key',
          ExpressionAttributeNames: { '#key': attribute },
        })
        for await (const item of items) {
          const key = item[attribute] as string
          if (key !== rollLockKey) yield key
        }
      },

      async delete(key) {
        await deleteIf(database, TableName, attribute, key)
      },
    }
  })
}
