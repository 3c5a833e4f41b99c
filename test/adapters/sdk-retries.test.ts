import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'

let server: LoopbackServer
let database: DynamoDBDocumentClient
let impatient: DynamoDBDocumentClient
let answer: (response: ServerResponse) => void
let received: { ClientRequestToken?: string }[] = []

beforeAll(async () => {
  server = await listenOnLoopback(async (request: IncomingMessage, response: ServerResponse) => {
    received.push((await json(request)) as object)
    answer(response)
  })
  database = aDatabase(clientDefaults)
  impatient = aDatabase({
    ...clientDefaults,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 100 },
  })
})

afterAll(async () => {
  database.destroy()
  impatient.destroy()
  await server.close()
})

function aDatabase(settings: DynamoDBClientConfig): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...settings,
      endpoint: server.endpoint,
      region: 'eu-west-3',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    }),
  )
}

beforeEach(() => {
  received = []
  // The SDK waits a random share of its backoff between tries.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterEach(() => vi.restoreAllMocks())

const refusing = (type: string, status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}` }))
}

const key = { TableName: 'Voters', Key: { voterId: 'x' } }
const single = () => database.send(new UpdateCommand(key))
const transaction = (client = database) =>
  client.send(new TransactWriteCommand({ TransactItems: [{ Delete: key }] }))

test.each([
  ['TransactionConflictException', 400, 1, single],
  ['ConditionalCheckFailedException', 400, 1, single],
  ['TransactionCanceledException', 400, 1, transaction],
  ['IdempotentParameterMismatchException', 400, 1, transaction],
  ['ThrottlingException', 400, 2, single],
  ['ProvisionedThroughputExceededException', 400, 2, single],
  ['RequestLimitExceeded', 400, 2, single],
  ['InternalServerError', 500, 2, single],
  ['TransactionInProgressException', 400, 2, transaction],
])(
  'refused by %s (%i), a write is tried by the SDK %i times',
  async (type, status, tries, write) => {
    answer = refusing(type, status)
    await expect(write()).rejects.toThrow(expect.objectContaining({ name: type }))
    expect(received).toHaveLength(tries)
  },
)

test.each<[string, typeof answer, object]>([
  ['times out', () => {}, { name: 'TimeoutError' }],
  ['is cut off', (response) => response.destroy(), { code: 'ECONNRESET' }],
])('the SDK retries once, under the same token, a transaction that %s', async (_, given, error) => {
  answer = given
  await expect(transaction(impatient)).rejects.toThrow(expect.objectContaining(error))
  const tokens = received.map(({ ClientRequestToken }) => ClientRequestToken)
  expect(tokens).toEqual([expect.any(String), tokens[0]])
})
