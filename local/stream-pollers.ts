import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import type { SynthesisedApp } from './app/read-app.ts'
import { clientDefaults } from './emulators.ts'
import type { Lambdas } from './lambda.ts'

type StreamConsumer = SynthesisedApp['streamConsumers'][number]

const pollMilliseconds = 1000
const maxRecords = 1000

export function startStreamPollers(options: {
  consumers: readonly StreamConsumer[]
  lambdas: Pick<Lambdas, 'invoke'>
  dynamodbEndpoint: string
  isTriggerEnabled: (streamArn: string) => boolean
}): { stop(): Promise<void> } {
  const { consumers, lambdas, isTriggerEnabled } = options
  const client = new DynamoDBStreamsClient({
    ...clientDefaults,
    endpoint: options.dynamodbEndpoint,
  })
  const shutdown = new AbortController()
  const pollers = consumers.map(async (consumer) => {
    const { tableName, streamArn, functionName, batchSize } = consumer
    let iterator: string | undefined
    let lastSequenceNumber: string | undefined
    while (!shutdown.signal.aborted) {
      try {
        if (!isTriggerEnabled(streamArn)) throw new Error('The trigger is disabled')
        iterator ??= await getIterator(client, tableName, lastSequenceNumber)
        const { Records = [], NextShardIterator } = await client.send(
          new GetRecordsCommand({
            ShardIterator: iterator,
            Limit: Math.min(batchSize, maxRecords),
          }),
        )
        const lastRecord = Records.at(-1)
        if (lastRecord) {
          const event = { Records: Records.map((record) => recordOf(record, consumer)) }
          await lambdas.invoke(functionName, event)
          lastSequenceNumber = lastRecord.dynamodb?.SequenceNumber
        }
        iterator = NextShardIterator
        if (lastRecord) continue
      } catch {
        iterator = undefined
      }
      await sleep(pollMilliseconds, undefined, { signal: shutdown.signal }).catch(() => {})
    }
  })
  return {
    async stop() {
      shutdown.abort()
      await Promise.all(pollers)
      client.destroy()
    },
  }
}

/** The embedded DynamoDB has one shard per table and never closes it. */
export async function getIterator(
  client: DynamoDBStreamsClient,
  TableName: string,
  sequenceNumber?: string,
): Promise<string | undefined> {
  const { Streams } = await client.send(new ListStreamsCommand({ TableName }))
  const { StreamArn } = Streams?.[0] ?? {}
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const { ShardId } = StreamDescription?.Shards?.[0] ?? {}
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      ...{ StreamArn, ShardId },
      ...(sequenceNumber
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber }
        : { ShardIteratorType: 'TRIM_HORIZON' }),
    }),
  )
  return ShardIterator
}

function recordOf(
  { eventID, dynamodb, ...record }: StreamRecord,
  { tableName, streamArn }: StreamConsumer,
): DynamoDBRecord {
  const at = dynamodb?.ApproximateCreationDateTime
  return {
    ...record,
    // The embedded DynamoDB's event IDs are unique within a table only.
    eventID: createHash('sha256').update(`${tableName} ${eventID}`).digest('hex').slice(0, 32),
    eventSourceARN: streamArn,
    dynamodb: { ...dynamodb, ...(at && { ApproximateCreationDateTime: at.getTime() / 1000 }) },
  } as DynamoDBRecord
}
