import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { expect, it, onTestFinished } from 'vitest'
import { startDynoxide } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import { startQueueEngine } from '../../local/fauxqs.ts'
import { startStreamPollers } from '../../local/stream-pollers.ts'
import { readRecord } from '../../shared/adapters/ledger/ledger-records.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { keys } from '../builders/values.ts'
import { eventually } from '../journey/local-run.ts'

const streamArn = 'arn:aws:dynamodb:eu-west-3:000000000000:table/Interventions/stream/local'
const digits = '12345678901234567890123456789012345678'
const least = `-0.${'0'.repeat(129)}1`

it('whatever a table holds is an entry, and none twice when a mapping made anew begins with all of it', async () => {
  const [tables, buckets] = [await startDynoxide(undefined), await startQueueEngine(undefined)]
  onTestFinished(tables.stop)
  onTestFinished(buckets.stop)
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint: tables.endpoint })
  const s3 = new S3Client({ ...clientDefaults, endpoint: buckets.endpoint })
  await s3.send(new CreateBucketCommand({ Bucket: 'ledger' }))
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'Interventions',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'interventionId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'interventionId', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  const put = (reason: string) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: 'Interventions',
        Item: {
          interventionId: { S: reason },
          kind: { S: 'repair' },
          reason: { S: reason },
          counts: { M: { many: { N: digits }, least: { N: least }, few: { N: '3' } } },
        },
      }),
    )
  const segments = s3Texts(s3, 'ledger', 'segments')

  /** A mapping and a function, both new: the function fails after it has written first. */
  async function deployed(awaited: number): Promise<number> {
    const append = ledgerWriter(segments)
    let [given, failures] = [0, 1]
    const pollers = startStreamPollers({
      consumers: [
        { tableName: 'Interventions', streamArn, functionName: 'WriteLedger', batchSize: 2 },
      ],
      lambdas: {
        async invoke(_, event) {
          const { Records } = event as DynamoDBStreamEvent
          await append(Records.flatMap((one) => readRecord(one, keys, () => 'interventions') ?? []))
          if (failures-- > 0) throw new Error('died once it had written')
          given += Records.length
          return null
        },
      },
      dynamodbEndpoint: tables.endpoint,
      positionsFile: undefined,
    })
    await eventually('all was handed over', () => given >= awaited)
    await pollers.stop()
    return given
  }
  async function entries() {
    const lines: string[] = []
    for (let number = 1; await segments.has(number); number++) {
      lines.push(...(await segments.read(number)).trimEnd().split('\n'))
    }
    return lines.map((line) => readLine(line)?.entry)
  }

  const reasons = ['a\u0000b', 'a\u2028', '\u0085', '{"event":"forged"}\n']
  for (const reason of reasons) await put(reason)
  await deployed(reasons.length)
  const written = await entries()
  expect(written.map((entry) => entry?.told?.reason)).toEqual(reasons)
  for (const entry of written) {
    expect(entry?.told?.counts).toEqual({ many: digits, least, few: 3 })
  }
  await put('after the tear-down')
  expect(await deployed(reasons.length + 1)).toBe(reasons.length + 1)
  expect((await entries()).slice(0, -1)).toEqual(written)
  expect((await entries()).at(-1)).toMatchObject({
    number: 5,
    told: { reason: 'after the tear-down' },
  })
  // DynamoDB takes UTF-8 alone.
  await expect(put('\ud800')).rejects.toMatchObject({ name: 'SerializationException' })
  const { number, ...first } = written[0] ?? expect.fail('Nothing was written')
  const lone = { ...first, event: `not ${number}`, told: { reason: '\ud800' } }
  await ledgerWriter(segments)([lone])
  expect((await entries()).at(-1)).toMatchObject({ told: { reason: '\ud800' } })
})
