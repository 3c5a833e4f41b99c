import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startQueues } from '../../local/queue-emulator.ts'
import { startStreamPollers } from '../../local/stream-pollers.ts'
import { startTableEmulator } from '../../local/table-emulator.ts'
import { readRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { keys } from '../builders/values.ts'
import { eventually } from '../journey/local-run.ts'

const TableName = 'Interventions'
const key = 'interventionId'
const streamArn = `arn:aws:dynamodb:eu-west-3:000000000000:table/${TableName}/stream/local`

it('every write becomes one ledger entry, even if a new mapping reads the stream again', async () => {
  const [tables, buckets] = [await startTableEmulator(undefined), await startQueues(undefined)]
  onTestFinished(tables.stop)
  onTestFinished(buckets.stop)
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint: tables.endpoint })
  const s3 = new S3Client({ ...clientDefaults, endpoint: buckets.endpoint })
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  await s3.send(new CreateBucketCommand({ Bucket: 'ledger' }))
  const segments = s3Texts(s3, 'ledger', 'segments')
  const because = (reason: string) => {
    const Item = { [key]: { S: reason }, kind: { S: 'repair' }, reason: { S: reason } }
    return dynamodb.send(new PutItemCommand({ TableName, Item }))
  }

  /** A new mapping and function, which fails once after it has written. @returns the records it received */
  async function deploy(awaited: number): Promise<DynamoDBRecord[]> {
    const append = ledgerWriter(segments)
    const delivered: DynamoDBRecord[] = []
    let failures = 1
    const { stop } = startStreamPollers({
      isTriggerEnabled: () => true,
      consumers: [{ tableName: TableName, streamArn, functionName: 'WriteLedger', batchSize: 2 }],
      lambdas: {
        async invoke(_, event) {
          const { Records } = event as DynamoDBStreamEvent
          await append(Records.flatMap((one) => readRecord(one, keys, () => 'interventions') ?? []))
          if (failures-- > 0) throw new Error('died once it had written')
          expect(delivered.push(...Records)).toBeLessThanOrEqual(awaited)
          return null
        },
      },
      dynamodbEndpoint: tables.endpoint,
    })
    await eventually('all was handed over', () => delivered.length === awaited)
    await stop()
    return delivered
  }
  async function entries() {
    const lines: string[] = []
    for (let number = 1; await segments.find(number); number++) {
      lines.push(...(await segments.read(number)).trimEnd().split('\n'))
    }
    return lines.map((line) => readLine(line)?.entry ?? expect.fail(line))
  }

  const reasons = ['a\u0000b', 'a\u2028', '\u0085', '{"event":"forged"}\n']
  for (const reason of reasons) await because(reason)
  const delivered = await deploy(reasons.length)
  expect(delivered.map(({ dynamodb }) => dynamodb?.Keys?.[key]?.S)).toEqual(reasons)
  expect(delivered[0]).toMatchObject({ eventName: 'INSERT', eventSourceARN: streamArn })
  expect(delivered[0]?.dynamodb?.ApproximateCreationDateTime).toBeCloseTo(Date.now() / 1000, -2)
  const written = await entries()
  expect(written.map(({ told }) => told?.reason)).toEqual(reasons)
  await because('after the tear-down')
  await deploy(reasons.length + 1)
  expect((await entries()).slice(0, -1)).toEqual(written)
  expect((await entries()).at(-1)).toMatchObject({ told: { reason: 'after the tear-down' } })
})
