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
import { toStored } from '../tables/stored.ts'

type TransactedWrite = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** In expressions, `:name` stands for a member of `values`, and by default `#name` for the attribute `name`. */
export type WithValues<Input> = Input & { values?: object | undefined }

export type UpdateInput = WithValues<Omit<UpdateCommandInput, 'TableName' | 'Key'>>

export type Write = {
  [Kind in keyof TransactedWrite]: WithValues<NonNullable<TransactedWrite[Kind]>>
}

type Update = NonNullable<Write['Update']>
type Check = NonNullable<Write['ConditionCheck']>

export function updateWrite(
  table: string,
  key: string,
  value: string | undefined,
  update: Omit<Update, 'TableName' | 'Key'>,
): { Update: Update } {
  return { Update: { TableName: table, Key: { [key]: value }, ...update } }
}

export function checkWrite(
  table: string,
  key: string,
  value: string,
  check: Omit<Check, 'TableName' | 'Key'>,
): Write {
  return { ConditionCheck: { TableName: table, Key: { [key]: value }, ...check } }
}

/** `item` is undefined if the item does not exist or the write did not request it. */
export type Failures<Items> = { [Name in keyof Items]?: { item: Items[Name] | undefined } }

interface ConditionalWrite<Item> {
  isWritten: boolean
  item: Item | undefined
}

/** Maximum milliseconds until the last retry begins; a stuck transaction may get more. */
type Deadline = number

/** A voter waits for the answer, and several writes in a row must fit into the function's timeout. */
export const voterDeadline: Deadline = 3000

/** SNS has already accepted the SMS, which may be sent again if this write is lost. */
export const handoverDeadline: Deadline = 10_000

/** A new on-demand table accepts 4,000 writes a second, so an import may have to wait while the table scales up. */
export const importDeadline: Deadline = 120_000

const backOffMilliseconds = { base: 40, cap: 5000 }

// DynamoDB completes a stuck transaction when a call repeats its token after five seconds.
// https://docs.aws.amazon.com/botocore/latest/reference/services/dynamodb/client/exceptions/TransactionInProgressException.html
const stuckMilliseconds = 5200
const stuckDeadline: Deadline = 7000

const retryableCodes: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]

/** Names of errors that mean the write did not happen. */
const retryableErrorNames = [
  'TransactionConflictException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]

/** Keeps the token while the outcome is unknown, so that nothing is written twice. @returns undefined if all was written */
export async function transact<Items extends object>(
  database: DynamoDBDocumentClient,
  writes: Record<keyof Items, Write>,
  deadline = voterDeadline,
): Promise<Failures<Items> | undefined> {
  const TransactItems = Object.values<Write>(writes).map((write) =>
    Object.fromEntries(
      Object.entries(write).map(([kind, input]) => [kind, withExpressionAttributes(input)]),
    ),
  )
  let ClientRequestToken = randomUUID()
  return retry(deadline, mayRetryTransaction, async () => {
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

export function putIf<Item>(database: DynamoDBDocumentClient, put: WithValues<PutCommandInput>) {
  return writeIf<Item>(() => database.send(new PutCommand(withExpressionAttributes(put))))
}

export function updateIf<Item>(
  database: DynamoDBDocumentClient,
  table: string,
  key: string,
  value: string,
  update: UpdateInput,
) {
  const input = { TableName: table, Key: { [key]: value }, ...withExpressionAttributes(update) }
  return writeIf<Item>(() => database.send(new UpdateCommand(input)))
}

export function deleteIf<Item>(
  database: DynamoDBDocumentClient,
  table: string,
  key: string,
  value: string,
  deletion: WithValues<Omit<DeleteCommandInput, 'TableName' | 'Key'>> = {},
) {
  const input = { TableName: table, Key: { [key]: value }, ...withExpressionAttributes(deletion) }
  return writeIf<Item>(() => database.send(new DeleteCommand(input)))
}

export function withExpressionAttributes<Input extends object>(input: WithValues<Input>): Input {
  const { values = {}, ExpressionAttributeNames, ...request }: Partial<UpdateInput> = input
  const placeholders = Object.entries(toStored(values)).map(([name, value]) => [`:${name}`, value])
  // `join` turns an item or key into [object Object], so no `#` inside it can match.
  const names = Object.values(request).join().match(/#\w+/g)
  return {
    ...request,
    ...(names && {
      ExpressionAttributeNames: {
        ...Object.fromEntries(names.map((name) => [name, name.slice(1)])),
        ...ExpressionAttributeNames,
      },
    }),
    ...(placeholders.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(placeholders),
    }),
  } as object as Input
}

export function setClause(attributes: object): string {
  const assignments = Object.keys(attributes).map((name) => `${name} = :${name}`)
  return assignments.length > 0 ? `SET ${assignments.join(', ')}` : ''
}

export function versionCondition(version: number) {
  return version === 0
    ? { ConditionExpression: 'attribute_not_exists(version)' }
    : { ConditionExpression: 'version = :version', values: { version } }
}

/** Does not retry an unanswered write, which may have happened, and has no token that prevents a second one. */
async function writeIf<Item>(
  write: () => Promise<{ Attributes?: Record<string, unknown> | undefined }>,
): Promise<ConditionalWrite<Item>> {
  try {
    const { Attributes } = await retry(voterDeadline, isRetryable, write)
    return { isWritten: true, item: Attributes as Item | undefined }
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return { isWritten: false, item: error.Item && (unmarshall(error.Item) as Item) }
  }
}

export async function retry<Answer>(
  deadline: Deadline,
  shouldRetry: (error: unknown) => boolean,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  const start = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!shouldRetry(error)) throw error
      const elapsedMs = performance.now() - start
      const isStuck = error instanceof TransactionInProgressException
      const cap = Math.min(deadline / 3, backOffMilliseconds.cap)
      const jitter = backOffWait({ ...backOffMilliseconds, cap }, tries)
      const pauseMs = isStuck ? Math.max(jitter, stuckMilliseconds - elapsedMs) : jitter
      if (elapsedMs + pauseMs > (isStuck ? Math.max(deadline, stuckDeadline) : deadline))
        throw error
      await wait(pauseMs)
    }
  }
}

function mayRetryTransaction(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return Boolean(error.CancellationReasons?.some(({ Code }) => retryableCodes.includes(Code)))
  }
  return (
    error instanceof TransactionInProgressException || isRetryable(error) || isUnanswered(error)
  )
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && retryableErrorNames.includes(error.name)
}

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
