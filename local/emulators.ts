import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SynthesisedApp } from './app/read-app.ts'
import { startMailbox } from './mail/mailbox.ts'
import { startQueues } from './queue-emulator.ts'
import { eraseDeletedData, startTableEmulator } from './table-emulator.ts'

export type Emulators = Awaited<ReturnType<typeof startEmulators>>

export const clientDefaults = {
  region: 'eu-west-3',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
}

/** Account ID that fauxqs uses. */
export const accountId = '000000000000'

export async function startEmulators(options: {
  mailboxPort: number
  storageDirectory: string | undefined
  runDirectory: string
  onUnexpectedExit: ((emulator: string) => void) | undefined
}) {
  const { storageDirectory, runDirectory, onUnexpectedExit = () => {} } = options
  if (storageDirectory) mkdirSync(storageDirectory, { recursive: true, mode: 0o700 })
  const tablesFile = join(storageDirectory ?? runDirectory, 'tables.sqlite')
  const startResults = await Promise.allSettled([
    startTableEmulator(tablesFile),
    startQueues(storageDirectory && join(storageDirectory, 'queues')),
    startMailbox(options.mailboxPort),
  ] as const)
  const stop = async () => {
    await Promise.all(
      startResults.map((result) => result.status === 'fulfilled' && result.value.stop()),
    )
    // SQLite files keep deleted data, and a closed election must leave no voter data on disk.
    if (!storageDirectory || startResults.some(({ status }) => status === 'rejected')) return
    eraseDeletedData(tablesFile)
    eraseDeletedData(join(storageDirectory, 'queues', 'fauxqs.db'))
  }
  const [tables, queues, mailbox] = startResults
  if (
    tables.status === 'fulfilled' &&
    queues.status === 'fulfilled' &&
    mailbox.status === 'fulfilled'
  ) {
    void tables.value.unexpectedExit.then(() => onUnexpectedExit('the database'))
    return {
      dynamodbEndpoint: tables.value.endpoint,
      sqsEndpoint: queues.value.endpoint,
      s3Endpoint: queues.value.endpoint,
      sesEndpoint: mailbox.value.endpoint,
      mailbox: mailbox.value,
      stop,
    }
  }
  await stop()
  throw startResults.find((result) => result.status === 'rejected')?.reason
}

export async function createResources(app: SynthesisedApp, emulators: Emulators): Promise<void> {
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint: emulators.dynamodbEndpoint })
  const sqs = new SQSClient({ ...clientDefaults, endpoint: emulators.sqsEndpoint })
  // fauxqs serves SNS topics at the endpoint of its SQS queues.
  const sns = new SNSClient({ ...clientDefaults, endpoint: emulators.sqsEndpoint })
  const s3 = new S3Client({ ...clientDefaults, endpoint: emulators.s3Endpoint })
  try {
    await Promise.all([createTables(app, dynamodb), createQueues(app, sqs), createBuckets(app, s3)])
    await subscribeQueues(app, sns)
  } finally {
    dynamodb.destroy()
    sqs.destroy()
    sns.destroy()
    s3.destroy()
  }
}

async function createTables(app: SynthesisedApp, dynamodb: DynamoDBClient): Promise<void> {
  for (const { name, definition, ttlAttribute } of app.tables) {
    try {
      await dynamodb.send(new CreateTableCommand(definition))
    } catch (error) {
      if (error instanceof ResourceInUseException) continue
      throw error
    }
    if (!ttlAttribute) continue
    const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true }
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }))
  }
}

// A queue kept from an earlier run may have old attributes, so a second call sets them.
async function createQueues(app: SynthesisedApp, sqs: SQSClient): Promise<void> {
  for (const { name } of app.queues) await sqs.send(new CreateQueueCommand({ QueueName: name }))
  for (const { url, attributes } of app.queues) {
    if (Object.keys(attributes).length === 0) continue
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }))
  }
}

async function createBuckets(app: SynthesisedApp, s3: S3Client): Promise<void> {
  for (const Bucket of app.lockedBuckets) {
    try {
      await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }))
    } catch (error) {
      if (error instanceof BucketAlreadyOwnedByYou) continue
      throw error
    }
  }
}

async function subscribeQueues(app: SynthesisedApp, sns: SNSClient): Promise<void> {
  for (const { topicName, topicArn, queueArn } of app.topicSubscriptions) {
    await sns.send(new CreateTopicCommand({ Name: topicName }))
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: queueArn,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    )
  }
}
