import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  InternalServerError,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import {
  deleteIf,
  handoverDeadline,
  importDeadline,
  putIf,
  transact,
  updateIf,
} from '../../shared/adapters/dynamo-writes.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)

let began = 0
let over = 0

beforeEach(() => {
  dynamo.reset()
  // Another file's interval, begun meanwhile on fake timers, would never end.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  began = performance.now()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Longer than any retry here; other files' timers may never end. */
const longestMilliseconds = 300_000

async function ended<Answer>(writing: Promise<Answer>): Promise<Answer> {
  const settled = writing
    .finally(() => {
      over = performance.now()
    })
    .then(
      (answer) => () => answer,
      (error: unknown) => () => {
        throw error
      },
    )
  await vi.advanceTimersByTimeAsync(longestMilliseconds)
  return (await settled)()
}

const elapsed = () => over - began

const tokens = () =>
  dynamo
    .commandCalls(TransactWriteCommand)
    .map(({ args }) => args[0].input.ClientRequestToken as string)

const refused = (name: string) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: '' })
const inProgress = new TransactionInProgressException({ $metadata: {}, message: '' })
const unanswered: [string, Error][] = [
  ['times out', Object.assign(new Error(), { name: 'TimeoutError' })],
  ['is cut off', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['fails on its way', new InternalServerError({ $metadata: {}, message: '' })],
]

const deletion = (TableName: string) => ({ Delete: { TableName, Key: { voterId: 'x' } } })
const writes = { voter: deletion('Voters'), link: deletion('Links'), phone: deletion('Phones') }

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

test('a transaction that is written answers nothing', async () => {
  dynamo.on(TransactWriteCommand).resolves({})
  expect(await transact(database, writes)).toBeUndefined()
  expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([
    {
      TransactItems: [deletion('Voters'), deletion('Links'), deletion('Phones')],
      ClientRequestToken: expect.any(String),
    },
  ])
})

test.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
  'a transaction that is cancelled by %s is another one when it is tried again, until it is decided',
  async (code) => {
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(code, 'None'))
      .rejectsOnce(cancelled('None', code))
      .resolves({})
    expect(await ended(transact(database, writes))).toBeUndefined()
    expect(new Set(tokens()).size).toBe(3)
  },
)

test.each([
  ['of a voter', 3000, () => transact(database, writes)],
  ['of an SMS that left', 10_000, () => transact(database, writes, handoverDeadline)],
  ['of an import', 120_000, () => transact(database, writes, importDeadline)],
])('%s that never gets through is a failure after %d ms', async (_, most, write) => {
  dynamo.on(TransactWriteCommand).rejects(cancelled('ThrottlingError'))
  await expect(ended(write())).rejects.toThrow(TransactionCanceledException)
  expect(elapsed()).toBeGreaterThan(most / 2)
  expect(elapsed()).toBeLessThanOrEqual(most)
  expect(dynamo.calls().length).toBeGreaterThan(6)
})

test.each(unanswered)('a transaction that %s is tried again as the same one', async (_, error) => {
  dynamo.on(TransactWriteCommand).rejectsOnce(error).rejectsOnce(error).resolves({})
  expect(await ended(transact(database, writes))).toBeUndefined()
  expect(tokens()).toHaveLength(3)
  expect(new Set(tokens()).size).toBe(1)
})

test('a transaction that is in progress is asked for again as the same one, once five seconds have passed', async () => {
  dynamo.on(TransactWriteCommand).rejectsOnce(inProgress).resolves({})
  expect(await ended(transact(database, writes))).toBeUndefined()
  expect(elapsed()).toBeGreaterThan(5000)
  expect(tokens()).toHaveLength(2)
  expect(new Set(tokens()).size).toBe(1)
})

test('a transaction that stays in progress is given up, as a failure', async () => {
  dynamo.on(TransactWriteCommand).rejects(inProgress)
  await expect(ended(transact(database, writes))).rejects.toThrow(TransactionInProgressException)
  expect(elapsed()).toBeLessThanOrEqual(7000)
  expect(new Set(tokens()).size).toBe(1)
})

test('a transaction whose condition failed beside a conflict is refused at once', async () => {
  dynamo
    .on(TransactWriteCommand)
    .rejects(cancelled('TransactionConflict', 'None', 'ConditionalCheckFailed'))
  expect(await transact(database, writes)).toEqual({ phone: { item: undefined } })
  expect(dynamo.calls()).toHaveLength(1)
})

test('a transaction that was cancelled without a reason is a failure, as it was told', async () => {
  const untold = new TransactionCanceledException({ $metadata: {}, message: 'cancelled' })
  dynamo.on(TransactWriteCommand).rejects(untold)
  await expect(ended(transact(database, writes))).rejects.toBe(untold)
})

test('a transaction whose conditions failed answers what stood there, under the names of the writes', async () => {
  dynamo.on(TransactWriteCommand).rejects(
    new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: marshall({ voterId: 'x', count: 3 }) },
      ],
    }),
  )
  expect(await transact(database, writes)).toEqual({ link: { item: { voterId: 'x', count: 3 } } })
})

test.each([
  ['by what no other try can mend', cancelled('ItemCollectionSizeLimitExceeded')],
  [
    'by an error of ours that Node names',
    Object.assign(new TypeError('no text'), { code: 'ERR_INVALID_ARG_TYPE' }),
  ],
])('a transaction that is refused %s is a failure at once', async (_, error) => {
  dynamo.on(TransactWriteCommand).rejects(error)
  await expect(ended(transact(database, writes))).rejects.toThrow(error)
  expect(dynamo.calls()).toHaveLength(1)
})

const put = { TableName: 'Voters', Item: { voterId: 'x' } }
const voter = ['Voters', 'voterId', 'x'] as const
const keyed = { TableName: 'Voters', Key: { voterId: 'x' } }

describe.each([
  ['putIf', PutCommand, put, () => putIf(database, put)],
  ['updateIf', UpdateCommand, keyed, () => updateIf(database, ...voter, {})],
  ['deleteIf', DeleteCommand, keyed, () => deleteIf(database, ...voter)],
])('%s', (_, Command, input, asked) => {
  const answers = () => dynamo.on(Command as typeof PutCommand)

  it('answers what it was asked to give back, once written', async () => {
    answers().resolves({ Attributes: { voterId: 'x' } })
    expect(await asked()).toEqual({ isWritten: true, item: { voterId: 'x' } })
    expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([input])
  })

  it('answers what stood there when its condition failed', async () => {
    const Item = marshall({ voterId: 'x', count: 3 })
    answers().rejects(new ConditionalCheckFailedException({ $metadata: {}, message: '', Item }))
    expect(await asked()).toEqual({ isWritten: false, item: { voterId: 'x', count: 3 } })
  })

  it.each([
    'TransactionConflictException',
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
  ])('is tried again after %s', async (name) => {
    answers().rejectsOnce(refused(name)).rejectsOnce(refused(name)).resolves({})
    expect(await ended(asked())).toEqual({ isWritten: true, item: undefined })
    expect(dynamo.calls()).toHaveLength(3)
  })

  it('is given up after three seconds of conflicts, as a failure', async () => {
    answers().rejects(refused('TransactionConflictException'))
    await expect(ended(asked())).rejects.toThrow(DynamoDBServiceException)
    expect(elapsed()).toBeGreaterThan(1500)
    expect(elapsed()).toBeLessThanOrEqual(3000)
  })

  // The write may have happened, and no token makes it idempotent.
  it.each(unanswered)('that %s is not written a second time', async (_, error) => {
    answers().rejects(error)
    await expect(ended(asked())).rejects.toThrow(error)
    expect(dynamo.calls()).toHaveLength(1)
  })
})

const adapters = join(import.meta.dirname, '..', '..', 'shared', 'adapters')
const others = readdirSync(adapters, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /(^|\/)dynamo-/.test(file) && file !== 'dynamo-writes.ts',
)

test.each(others)('%s writes only through these, which try again', (file) => {
  const source = readFileSync(join(adapters, file), 'utf8')
  expect(source).not.toMatch(/new (Put|Update|Delete|TransactWrite|BatchWrite)Command/)
})

it.each([
  ['with values', { values: { one: 1 } }, { ':one': 1 }],
  ['without values', {}, undefined],
])('a write %s names the attributes that its caller did not name', async (_, values, placed) => {
  dynamo.on(UpdateCommand).resolves({})
  await updateIf(database, 'MailTurns', 'rate', 'x', {
    UpdateExpression: 'REMOVE #domain, #state',
    ExpressionAttributeNames: { '#domain': 'school.example' },
    ...values,
  })
  const [input] = dynamo.commandCalls(UpdateCommand).map(({ args }) => args[0].input)
  expect(input?.ExpressionAttributeNames).toEqual({
    '#domain': 'school.example',
    '#state': 'state',
  })
  expect(input?.ExpressionAttributeValues).toEqual(placed)
})
