import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { RollOperation } from '../../domain/roll/roll-operation.ts'
import type { RollSeal } from '../../domain/roll/roll-seal.ts'
import { type SealItem, sealCopyCount, sealCopyKey } from '../../tables/roll-operations.ts'
import { readItem, scanItems } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'

export function dynamoRollSeal(database: DynamoDBDocumentClient, table: string): RollSeal {
  const lastCopy = sealCopyCount - 1
  const putCopy = (copy: number, at: Date) =>
    putIf(database, {
      TableName: table,
      Item: { operationId: sealCopyKey(copy), sealedAt: at.toISOString() } satisfies SealItem,
      ConditionExpression: 'attribute_not_exists(operationId)',
    })

  async function find(): Promise<Date | undefined> {
    const item = await readItem<SealItem>(database, table, { operationId: sealCopyKey(lastCopy) })
    return item && new Date(item.sealedAt)
  }

  return {
    find,

    async hasImport() {
      const imports = scanItems(database, {
        TableName: table,
        ProjectionExpression: 'operationId',
        FilterExpression: 'kind = :import',
        values: { import: 'import' satisfies RollOperation['kind'] },
      })
      for await (const _ of imports) return true
      return false
    },

    async put(at) {
      if (await find()) return
      await Promise.all(Array.from({ length: lastCopy }, (_, copy) => putCopy(copy, at)))
      // `find` reads only the last copy, which is therefore written after the others.
      await putCopy(lastCopy, at)
    },
  }
}
