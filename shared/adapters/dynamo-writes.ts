import { setTimeout as wait } from 'node:timers/promises'
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  type DeleteCommandInput,
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Of each write whose condition failed: the item that stood there, if the write asked for it. */
export type Failures<Items> = { [Name in keyof Items]?: { item: Items[Name] | undefined } }

export interface ConditionalWrite<Item> {
  /** False when its condition failed. */
  written: boolean
  /** What `ReturnValues` asked for; of one that failed, `ReturnValuesOnConditionCheckFailure`. */
  item: Item | undefined
}

interface Patience {
  tries: number
  /** Reasons of a cancellation for which nothing was decided, and that are tried again. */
  reasons: readonly string[]
}

/** A voter who waits is told soon. */
const ofVoters: Patience = { tries: 6, reasons: ['TransactionConflict'] }

/** A new table takes 4,000 writes a second, and more only after some minutes: an import waits for it. */
export const ofImports: Patience = {
  tries: 30,
  reasons: ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'],
}

const firstWaitMilliseconds = 20
const longestWaitMilliseconds = 5000

/**
 * Writes all or nothing.
 * Two transactions that touch one item at once make DynamoDB cancel one of them with
 * TransactionConflict: nothing was decided, so it is tried again, with full jitter.
 * @param writes under the names by which their failures are told
 * @returns what failed, when a condition did; undefined when all was written
 */
export async function transact<Items extends object>(
  database: DynamoDBDocumentClient,
  writes: Record<keyof Items, Write>,
  { tries, reasons: retried } = ofVoters,
): Promise<Failures<Items> | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.send(new TransactWriteCommand({ TransactItems: Object.values(writes) }))
      return undefined
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) {
        const failures = Object.keys(writes).flatMap((name, index) => {
          const { Code, Item } = reasons[index] ?? {}
          const failed = Code === 'ConditionalCheckFailed'
          return failed ? [[name, { item: Item && unmarshall(Item) }]] : []
        })
        return Object.fromEntries(failures)
      }
      const isUndecided = reasons.some(({ Code }) => retried.includes(Code ?? ''))
      if (!isUndecided || attempt === tries) throw error
      const longest = Math.min(firstWaitMilliseconds * 2 ** attempt, longestWaitMilliseconds)
      await wait(Math.random() * longest)
    }
  }
}

export function putIf<Item>(database: DynamoDBDocumentClient, put: PutCommandInput) {
  return written<Item>(database.send(new PutCommand(put)))
}

export function updateIf<Item>(database: DynamoDBDocumentClient, update: UpdateCommandInput) {
  return written<Item>(database.send(new UpdateCommand(update)))
}

export function deleteIf<Item>(database: DynamoDBDocumentClient, deletion: DeleteCommandInput) {
  return written<Item>(database.send(new DeleteCommand(deletion)))
}

async function written<Item>(
  write: Promise<{ Attributes?: Record<string, unknown> | undefined }>,
): Promise<ConditionalWrite<Item>> {
  try {
    const { Attributes } = await write
    return { written: true, item: Attributes as Item | undefined }
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return { written: false, item: error.Item && (unmarshall(error.Item) as Item) }
  }
}
