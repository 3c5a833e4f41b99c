import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import {
  type RehearsedName,
  type RehearsedTable,
  rehearsedNames,
} from '../../domain/roll/rehearsed-tables.ts'
import { rollLockKey } from '../../tables/roll-operations.ts'
import { tables } from '../../tables/tables.ts'
import { deleteIf } from '../dynamo-writes.ts'

/** @param names of the tables, as AWS knows them */
export function dynamoRehearsedTables(
  database: DynamoDBDocumentClient,
  names: Readonly<Record<RehearsedName, string>>,
): RehearsedTable[] {
  return rehearsedNames.map((name) => {
    const TableName = names[name]
    const attribute: string = tables[name].partitionKey.name
    return {
      name,

      async *keys() {
        const pages = paginateScan(
          { client: database },
          {
            TableName,
            ConsistentRead: true,
            ProjectionExpression: '#key',
            ExpressionAttributeNames: { '#key': attribute },
          },
        )
        for await (const { Items = [] } of pages) {
          for (const { [attribute]: key } of Items) {
            if (name !== 'rollOperations' || key !== rollLockKey) yield key
          }
        }
      },

      async delete(key) {
        await deleteIf(database, { TableName, Key: { [attribute]: key } })
      },
    }
  })
}
