import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Attempts, allowedAt } from '../../domain/account/attempts.ts'
import {
  type AttemptItem,
  chargeUpdate,
  fromAttemptItem,
  refundUpdate,
} from '../../tables/attempts.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, updateIf } from '../dynamo-writes.ts'

/** One conditional update per attempt, so concurrent attempts never read a stale count. */
export function dynamoAttempts(database: DynamoDBDocumentClient, table: string): Attempts {
  return {
    async find({ attemptKey }) {
      const item = await readItem<AttemptItem>(database, table, { attemptKey })
      return item && fromAttemptItem(item)
    },

    async charge(counter, now) {
      const { written, item } = await updateIf<AttemptItem>(database, {
        TableName: table,
        ...chargeUpdate(counter, now),
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      const stood = item && fromAttemptItem(item)
      if (written) return { taken: true, attempts: stood?.attempts ?? 1 }
      return { taken: false, allowedAt: allowedAt(counter, stood) ?? counter.windowEndsAt }
    },

    async refund(counter) {
      await updateIf(database, { TableName: table, ...refundUpdate(counter) })
    },

    async countAgain({ attemptKey }, now) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { attemptKey },
        UpdateExpression: 'ADD attempts :one SET previousAt = lastAt, lastAt = :now',
        ConditionExpression: 'attempts > :none',
        ExpressionAttributeValues: { ':one': 1, ':none': 0, ':now': now.toISOString() },
      })
      return written
    },

    async clear({ attemptKey }) {
      await deleteIf(database, { TableName: table, Key: { attemptKey } })
    },
  }
}
