import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { RollOperations } from '../../domain/roll/roll.ts'
import type { RollOperation } from '../../domain/roll/roll-operation.ts'
import {
  type RollLockItem,
  type RollOperationItem,
  rollLockKey,
} from '../../tables/roll-operations.ts'
import { fromStored, toStored } from '../../tables/stored.ts'
import { scanItems } from '../dynamo-reads.ts'
import { deleteIf, putIf, setClause, updateIf } from '../dynamo-writes.ts'

export function dynamoRollOperations(
  database: DynamoDBDocumentClient,
  table: string,
): RollOperations {
  return {
    async lock(operationId, now, until) {
      const { isWritten, item } = await putIf<RollLockItem>(database, {
        TableName: table,
        Item: {
          operationId: rollLockKey,
          heldBy: operationId,
          endsAt: until.toISOString(),
        } satisfies RollLockItem,
        ConditionExpression: 'attribute_not_exists(operationId) OR heldBy = :id OR endsAt <= :now',
        values: { id: operationId, now },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      if (isWritten) return 'locked'
      return { heldUntil: item ? new Date(item.endsAt) : until }
    },

    async unlock(operationId) {
      await deleteIf(database, table, 'operationId', rollLockKey, {
        ConditionExpression: 'heldBy = :id',
        values: { id: operationId },
      })
    },

    async begin(operation) {
      await putIf(database, {
        TableName: table,
        Item: toStored(operation),
        ConditionExpression: 'attribute_not_exists(operationId)',
      })
    },

    async end(operationId, end) {
      await updateIf(database, table, 'operationId', operationId, {
        UpdateExpression: setClause(end),
        ConditionExpression: 'attribute_exists(operationId) AND attribute_not_exists(finishedAt)',
        values: end,
      })
    },

    async list() {
      const items = scanItems<RollOperationItem | RollLockItem>(database, { TableName: table })
      return (await Array.fromAsync(items))
        .flatMap((item) => ('kind' in item ? [fromStored<RollOperation>(item)] : []))
        .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    },
  }
}
