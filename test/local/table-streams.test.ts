import { join } from 'node:path'
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { startDynoxide } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import { startQueueEngine } from '../../local/fauxqs.ts'
import { startStreamPollers } from '../../local/stream-pollers.ts'
import { readRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keys } from '../builders/values.ts'
import { eventually } from '../journey/local-run.ts'

const directory = temporaryFolder(afterAll)
const TableName = 'Interventions'
const key = 'interventionId'
const streamArn = `arn:aws:dynamodb:eu-west-3:000000000000:table/${TableName}/stream/local`

/** A table with a stream, and mappings of it in batches of two. */
async function streamedTable() {
  const { endpoint, stop } = await startDynoxide(undefined)
  onTestFinished(stop)
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint })
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  return {
    put: (id: string, others: Record<string, AttributeValue> = {}) =>
      dynamodb.send(new PutItemCommand({ TableName, Item: { [key]: { S: id }, ...others } })),
    map: (handle: (records: DynamoDBRecord[]) => Promise<void>, positionsFile?: string) =>
      startStreamPollers({
        consumers: [{ tableName: TableName, streamArn, functionName: 'WriteLedger', batchSize: 2 }],
        lambdas: {
          async invoke(_, event) {
            await handle((event as DynamoDBStreamEvent).Records)
            return null
          },
        },
        dynamodbEndpoint: endpoint,
        positionsFile,
      }),
  }
}

it('what is written in a table is handed over in order, again if it failed, and once over two runs', async () => {
  const { put, map } = await streamedTable()
  const batches: DynamoDBRecord[][] = []
  let failures = 1
  const start = () =>
    map(
      async (records) => {
        if (failures-- > 0) throw new Error('the function failed')
        batches.push(records)
      },
      join(directory, 'streams.json'),
    )
  const written = () => batches.flat().map(({ dynamodb }) => dynamodb?.Keys?.[key]?.S)

  for (const id of ['a', 'b', 'c']) await put(id)
  const first = start()
  await eventually('all was handed over', () => written().length >= 3)
  await first.stop()
  await put('d')
  const second = start()
  onTestFinished(second.stop)
  await eventually('the next run went on', () => written().length >= 4)
  expect(written()).toEqual(['a', 'b', 'c', 'd'])
  expect(batches.map(({ length }) => length)).toEqual([2, 1, 1])
  expect(new Set(batches.flat().map(({ eventID }) => eventID)).size).toBe(4)
  const [{ dynamodb: image, ...record } = expect.fail()] = batches.flat()
  expect(record).toMatchObject({ eventName: 'INSERT', eventSourceARN: streamArn })
  expect(image?.ApproximateCreationDateTime).toBeCloseTo(Date.now() / 1000, -2)
})

const digits = '12345678901234567890123456789012345678'
const least = `-0.${'0'.repeat(129)}1`

it('whatever a table holds is an entry, and none twice when a mapping made anew begins with all of it', async () => {
  const { put, map } = await streamedTable()
  const { endpoint, stop } = await startQueueEngine(undefined)
  onTestFinished(stop)
  const s3 = new S3Client({ ...clientDefaults, endpoint })
  await s3.send(new CreateBucketCommand({ Bucket: 'ledger' }))
  const segments = s3Texts(s3, 'ledger', 'segments')
  const counts = { M: { many: { N: digits }, least: { N: least }, few: { N: '3' } } }
  const because = (reason: string) =>
    put(reason, { kind: { S: 'repair' }, reason: { S: reason }, counts })

  /** A mapping and a function, both new: the function fails once after it has written. */
  async function deploy(awaited: number): Promise<void> {
    const append = ledgerWriter(segments)
    let [given, failures] = [0, 1]
    const { stop } = map(async (records) => {
      await append(records.flatMap((one) => readRecord(one, keys, () => 'interventions') ?? []))
      if (failures-- > 0) throw new Error('died once it had written')
      given += records.length
    })
    await eventually('all was handed over', () => given === awaited)
    await stop()
  }
  async function entries() {
    const lines: string[] = []
    for (let number = 1; await segments.has(number); number++) {
      lines.push(...(await segments.read(number)).trimEnd().split('\n'))
    }
    return lines.map((line) => readLine(line)?.entry ?? expect.fail(line))
  }

  const reasons = ['a\u0000b', 'a\u2028', '\u0085', '{"event":"forged"}\n']
  for (const reason of reasons) await because(reason)
  await deploy(reasons.length)
  const written = await entries()
  expect(written.map(({ told }) => told?.reason)).toEqual(reasons)
  for (const { told } of written) expect(told?.counts).toEqual({ many: digits, least, few: 3 })
  await because('after the tear-down')
  await deploy(reasons.length + 1)
  expect((await entries()).slice(0, -1)).toEqual(written)
  expect((await entries()).at(-1)).toMatchObject({ told: { reason: 'after the tear-down' } })
  // DynamoDB takes UTF-8 alone.
  await expect(because('\ud800')).rejects.toMatchObject({ name: 'SerializationException' })
  const { number: _, ...first } = written[0] ?? expect.fail()
  const told = { reason: '\ud800' }
  await ledgerWriter(segments)([{ ...first, event: 'lone', told }])
  expect((await entries()).at(-1)).toMatchObject({ told })
})
