import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  deleteIf,
  ofImports,
  putIf,
  transact,
  updateIf,
} from '../../shared/adapters/dynamo-writes.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)

beforeEach(() => {
  dynamo.reset()
  // No wait between two tries: the jitter is a share of this.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterEach(() => vi.restoreAllMocks())

const deletion = (TableName: string) => ({ Delete: { TableName, Key: { voterId: 'x' } } })
const writes = { voter: deletion('Voters'), link: deletion('Links'), phone: deletion('Phones') }

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

describe('a transaction', () => {
  it('that is written answers nothing', async () => {
    dynamo.on(TransactWriteCommand).resolves({})
    expect(await transact(database, writes)).toBeUndefined()
    expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([
      { TransactItems: [deletion('Voters'), deletion('Links'), deletion('Phones')] },
    ])
  })

  it('that meets another one is tried again until it is decided', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .rejectsOnce(cancelled('None', 'TransactionConflict'))
      .resolves({})
    expect(await transact(database, writes)).toBeUndefined()
    expect(dynamo.calls()).toHaveLength(3)
  })

  it('that meets others six times over is given up, as a failure and not as a refusal', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'))
    await expect(transact(database, writes)).rejects.toThrow(TransactionCanceledException)
    expect(dynamo.calls()).toHaveLength(6)
  })

  it('of an import that a new table throttles is tried again until it is written', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('ThrottlingError', 'None'))
      .rejectsOnce(cancelled('None', 'ProvisionedThroughputExceeded'))
      .resolves({})
    expect(await transact(database, writes, ofImports)).toBeUndefined()
    expect(dynamo.calls()).toHaveLength(3)
  })

  it('whose condition failed beside a conflict is refused at once', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejects(cancelled('TransactionConflict', 'None', 'ConditionalCheckFailed'))
    expect(await transact(database, writes)).toEqual({ phone: { item: undefined } })
    expect(dynamo.calls()).toHaveLength(1)
  })

  it('whose conditions failed answers what stood there, under the names of the writes', async () => {
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

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'ItemCollectionSizeLimitExceeded'])(
    'that is cancelled by %s is a failure',
    async (code) => {
      dynamo.on(TransactWriteCommand).rejects(cancelled(code))
      await expect(transact(database, writes)).rejects.toThrow(TransactionCanceledException)
      expect(dynamo.calls()).toHaveLength(1)
    },
  )

  it('that the engine does not answer is a failure', async () => {
    dynamo.on(TransactWriteCommand).rejects(new Error('no answer'))
    await expect(transact(database, writes)).rejects.toThrow('no answer')
    expect(dynamo.calls()).toHaveLength(1)
  })
})

const put = { TableName: 'Voters', Item: { voterId: 'x' } }
const keyed = { TableName: 'Voters', Key: { voterId: 'x' } }

describe.each([
  ['putIf', PutCommand, put, () => putIf(database, put)],
  ['updateIf', UpdateCommand, keyed, () => updateIf(database, keyed)],
  ['deleteIf', DeleteCommand, keyed, () => deleteIf(database, keyed)],
])('%s', (_, Command, input, asked) => {
  const answers = () => dynamo.on(Command as typeof PutCommand)

  it('answers what it was asked to give back, once written', async () => {
    answers().resolves({ Attributes: { voterId: 'x' } })
    expect(await asked()).toEqual({ written: true, item: { voterId: 'x' } })
    expect(dynamo.calls().map(({ args }) => args[0].input)).toEqual([input])
  })

  it('answers what stood there when its condition failed', async () => {
    const Item = marshall({ voterId: 'x', count: 3 })
    answers().rejects(new ConditionalCheckFailedException({ $metadata: {}, message: '', Item }))
    expect(await asked()).toEqual({ written: false, item: { voterId: 'x', count: 3 } })
  })

  it('rejects for any other reason', async () => {
    answers().rejects(new Error('no answer'))
    await expect(asked()).rejects.toThrow('no answer')
  })
})
