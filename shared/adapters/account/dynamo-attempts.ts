import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type AttemptCounter, type Attempts, retryTime } from '../../domain/account/attempts.ts'
import {
  type AttemptItem,
  chargeUpdate,
  fromAttemptItem,
  refundUpdate,
} from '../../tables/attempts.ts'
import { ttlOf, wallTtlOf } from '../../tables/stored.ts'
import { readItem } from '../dynamo-reads.ts'
import { deleteIf, type UpdateInput, updateIf } from '../dynamo-writes.ts'

export const dynamoAttempts = (database: DynamoDBDocumentClient, table: string) =>
  createAttempts<ElectionInstant>(database, table, ttlOf)

export const dynamoStaffAttempts = (database: DynamoDBDocumentClient, table: string) =>
  createAttempts<WallInstant>(database, table, wallTtlOf)

/** Each charge is one conditional update, so concurrent attempts cannot exceed the limit. */
function createAttempts<Instant extends AnyInstant>(
  database: DynamoDBDocumentClient,
  table: string,
  ttl: (windowEndsAt: Instant) => number,
): Attempts<Instant> {
  const update = ({ attemptKey }: AttemptCounter<Instant>, change: UpdateInput) =>
    updateIf<AttemptItem>(database, table, 'attemptKey', attemptKey, change)

  return {
    async find({ attemptKey }) {
      const item = await readItem<AttemptItem>(database, table, { attemptKey })
      return item && fromAttemptItem<Instant>(item)
    },

    async charge(counter, now) {
      const { isWritten, item } = await update(counter, {
        ...chargeUpdate(counter, now, ttl(counter.windowEndsAt)),
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      const count = item && fromAttemptItem<Instant>(item)
      if (!isWritten) {
        return { isAllowed: false, allowedAt: retryTime(counter, count) ?? counter.windowEndsAt }
      }
      return { isAllowed: true, attempts: count?.attempts ?? 1 }
    },

    async refund(counter) {
      await update(counter, refundUpdate)
    },

    async clear({ attemptKey }) {
      await deleteIf(database, table, 'attemptKey', attemptKey)
    },

    async clearStale({ attemptKey }, before) {
      const { isWritten } = await deleteIf(database, table, 'attemptKey', attemptKey, {
        ConditionExpression: 'lastAt < :before',
        values: { before },
      })
      return isWritten
    },
  }
}
