import { randomUUID } from 'node:crypto'
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionInProgressException,
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
import { backOffWait } from '../domain/back-off.ts'

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

type Update = NonNullable<Write['Update']>
type Check = NonNullable<Write['ConditionCheck']>

export function updating(
  table: string,
  key: string,
  value: string | undefined,
  update: Omit<Update, 'TableName' | 'Key'>,
): { Update: Update } {
  return { Update: { TableName: table, Key: { [key]: value }, ...update } }
}

export function checking(
  table: string,
  key: string,
  value: string,
  check: Omit<Check, 'TableName' | 'Key'>,
): Write {
  return { ConditionCheck: { TableName: table, Key: { [key]: value }, ...check } }
}

/** Of each write whose condition failed: the item that stood there, if the write asked for it. */
export type Failures<Items> = { [Name in keyof Items]?: { item: Items[Name] | undefined } }

interface ConditionalWrite<Item> {
  /** False when its condition failed. */
  written: boolean
  /** What `ReturnValues` asked for; of one that failed, `ReturnValuesOnConditionCheckFailure`. */
  item: Item | undefined
}

/** How long after its first try a call may still be tried again, in milliseconds. */
type Patience = number

/** A voter who waits is told soon: the longest chain of writes ends before its function's timeout. */
export const ofVoters: Patience = 3000

/** The SMS is with the carrier: what is not written now is an SMS that leaves twice. */
export const ofHandedOver: Patience = 10_000

/** A new table takes 4,000 writes a second, and more only after some minutes: an import waits for it. */
export const ofImports: Patience = 120_000

const waitMilliseconds = { first: 40, longest: 5000 }

/**
 * DynamoDB looks again at a transaction that got stuck when its own token asks for it five seconds after it came.
 * The SDK asks a second time within one.
 */
const stuckMilliseconds = 5200
const stuckPatience: Patience = 7000

/** Of a transaction that was cancelled: nothing was decided. */
const reasonsOfLoad: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]

/** Of a call that was not carried out. The SDK tries the last three once more by itself, the first one never. */
const refusalsOfLoad = [
  'TransactionConflictException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]

/**
 * Writes all or nothing.
 * What other writes or too many of them stood in the way of is tried again, with full jitter, and so is what was
 * never answered: under one token as long as nobody knows whether it was written, so that it is written once.
 * A cancellation is an answer, and the try after it is another transaction.
 * @param writes under the names by which their failures are told
 * @returns what failed, when a condition did; undefined when all was written
 */
export async function transact<Items extends object>(
  database: DynamoDBDocumentClient,
  writes: Record<keyof Items, Write>,
  patience = ofVoters,
): Promise<Failures<Items> | undefined> {
  const TransactItems = Object.values<Write>(writes)
  let ClientRequestToken = randomUUID()
  return persist(patience, isUndecided, async () => {
    try {
      await database.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }))
      return undefined
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const { CancellationReasons: reasons } = error
      if (!reasons?.some(isFailedCondition)) {
        ClientRequestToken = randomUUID()
        throw error
      }
      const failures = Object.keys(writes).flatMap((name, index) => {
        const reason = reasons[index]
        if (!reason || !isFailedCondition(reason)) return []
        return [[name, { item: reason.Item && unmarshall(reason.Item) }]]
      })
      return Object.fromEntries(failures)
    }
  })
}

export function putIf<Item>(database: DynamoDBDocumentClient, put: PutCommandInput) {
  return written<Item>(() => database.send(new PutCommand(put)))
}

export function updateIf<Item>(database: DynamoDBDocumentClient, update: UpdateCommandInput) {
  return written<Item>(() => database.send(new UpdateCommand(update)))
}

export function deleteIf<Item>(database: DynamoDBDocumentClient, deletion: DeleteCommandInput) {
  return written<Item>(() => database.send(new DeleteCommand(deletion)))
}

export function setting(attributes: object) {
  const entries = Object.entries(attributes)
  return {
    set: `SET ${entries.map(([name]) => `${name} = :${name}`).join(', ')}`,
    values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  }
}

/** The condition of what takes the place of an item as it was found, by how often that was written. */
export function ifVersionIs(version: number) {
  return version === 0
    ? { ConditionExpression: 'attribute_not_exists(version)' }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      }
}

/** It has no token: what was not answered may have been written, and is not tried again here. */
async function written<Item>(
  write: () => Promise<{ Attributes?: Record<string, unknown> | undefined }>,
): Promise<ConditionalWrite<Item>> {
  try {
    const { Attributes } = await persist(ofVoters, isRefusedForLoad, write)
    return { written: true, item: Attributes as Item | undefined }
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return { written: false, item: error.Item && (unmarshall(error.Item) as Item) }
  }
}

export async function persist<Answer>(
  patience: Patience,
  isWorthAnotherTry: (error: unknown) => boolean,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  const began = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error
      const elapsed = performance.now() - began
      const isStuck = error instanceof TransactionInProgressException
      const longest = Math.min(patience / 3, waitMilliseconds.longest)
      const jitter = backOffWait({ ...waitMilliseconds, longest }, tries)
      const pause = isStuck ? Math.max(jitter, stuckMilliseconds - elapsed) : jitter
      if (elapsed + pause > (isStuck ? Math.max(patience, stuckPatience) : patience)) throw error
      await wait(pause)
    }
  }
}

function isUndecided(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return Boolean(error.CancellationReasons?.some(({ Code }) => reasonsOfLoad.includes(Code)))
  }
  return (
    error instanceof TransactionInProgressException ||
    isRefusedForLoad(error) ||
    isUnanswered(error)
  )
}

function isRefusedForLoad(error: unknown): boolean {
  return error instanceof Error && refusalsOfLoad.includes(error.name)
}

/** By the SDK's timeout, by the network (its errors have codes like ECONNRESET), or by a failure of DynamoDB's own. */
function isUnanswered(error: unknown): boolean {
  const { name, code, $fault } = error as { name?: string; code?: string; $fault?: string }
  return name === 'TimeoutError' || /^E(?!RR_)/.test(String(code)) || $fault === 'server'
}

function isFailedCondition({ Code }: { Code?: string | undefined }): boolean {
  return Code === 'ConditionalCheckFailed'
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
