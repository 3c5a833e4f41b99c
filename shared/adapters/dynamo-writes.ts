import { setTimeout as wait } from 'node:timers/promises'
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'

export type TransactionWrites = NonNullable<TransactWriteCommandInput['TransactItems']>

/** For each write in order: whether its condition failed, and the item that stood there. */
export type ConditionFailures = ({ item: Record<string, unknown> | undefined } | undefined)[]

const conflictTries = 6
const conflictWaitMilliseconds = 20

/**
 * Writes all or nothing.
 * Two transactions that touch one item at once make DynamoDB cancel one of them with
 * TransactionConflict: nothing was decided, so it is tried again, with full jitter.
 * @returns what failed, when a condition did; undefined when all was written
 */
export async function transact(
  database: DynamoDBDocumentClient,
  writes: TransactionWrites,
): Promise<ConditionFailures | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.send(new TransactWriteCommand({ TransactItems: writes }))
      return undefined
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return failuresOf(reasons)
      const conflict = reasons.some(({ Code }) => Code === 'TransactionConflict')
      if (!conflict || attempt === conflictTries) throw error
      await wait(Math.random() * conflictWaitMilliseconds * 2 ** attempt)
    }
  }
}

/** @returns false when the update's condition stood against it */
export async function updateIf(
  database: DynamoDBDocumentClient,
  update: UpdateCommandInput,
): Promise<boolean> {
  try {
    await database.send(new UpdateCommand(update))
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

function failuresOf(reasons: CancellationReason[]): ConditionFailures {
  return reasons.map(({ Code, Item }) =>
    Code === 'ConditionalCheckFailed' ? { item: Item && unmarshall(Item) } : undefined,
  )
}
