import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import type { SynthesisedApp } from './app/read-app.ts'
import { clientDefaults } from './emulators.ts'
import type { Lambdas } from './lambda.ts'

type QueueConsumer = SynthesisedApp['consumers'][number]

export function startQueuePollers(options: {
  consumers: QueueConsumer[]
  lambdas: Pick<Lambdas, 'invoke'>
  sqsEndpoint: string
  isTriggerEnabled: (queueArn: string) => boolean
}): { stop(): Promise<void> } {
  const { consumers, lambdas, sqsEndpoint, isTriggerEnabled } = options
  const sqs = new SQSClient({ ...clientDefaults, endpoint: sqsEndpoint })
  const shutdown = new AbortController()
  const pollers = consumers.map((consumer) =>
    pollQueue(consumer, () => isTriggerEnabled(consumer.queue.arn), lambdas, sqs, shutdown.signal),
  )
  return {
    async stop() {
      shutdown.abort()
      await Promise.all(pollers)
      sqs.destroy()
    },
  }
}

async function pollQueue(
  consumer: QueueConsumer,
  isTriggerEnabled: () => boolean,
  lambdas: Pick<Lambdas, 'invoke'>,
  sqs: SQSClient,
  shutdown: AbortSignal,
): Promise<void> {
  const pendingBatches = new Set<Promise<void>>()
  while (!shutdown.aborted) {
    try {
      if (!isTriggerEnabled()) {
        await sleep(disabledTriggerPollMilliseconds, undefined, { signal: shutdown })
        continue
      }
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: consumer.queue.url,
          MaxNumberOfMessages: consumer.batchSize,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
          WaitTimeSeconds: 20,
        }),
        { abortSignal: shutdown },
      )
      if (Messages.length === 0) continue
      // The trigger may have been disabled during the long poll.
      if (!isTriggerEnabled()) {
        await returnMessages(Messages, consumer, sqs)
        continue
      }
      const delivery = deliver(Messages, consumer, lambdas, sqs)
        // Messages that could not be deleted are received again, as on AWS.
        .catch(() => {})
        .finally(() => pendingBatches.delete(delivery))
      pendingBatches.add(delivery)
      if (pendingBatches.size >= consumer.maximumConcurrency) await Promise.race(pendingBatches)
    } catch {
      if (!shutdown.aborted) await sleep(200)
    }
  }
  await Promise.all(pendingBatches)
}

const disabledTriggerPollMilliseconds = 100

async function returnMessages(
  messages: Message[],
  { queue }: QueueConsumer,
  sqs: SQSClient,
): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    const messageHandle = { QueueUrl: queue.url, ReceiptHandle }
    await sqs.send(new ChangeMessageVisibilityCommand({ ...messageHandle, VisibilityTimeout: 0 }))
  }
}

async function deliver(
  messages: Message[],
  consumer: QueueConsumer,
  lambdas: Pick<Lambdas, 'invoke'>,
  sqs: SQSClient,
): Promise<void> {
  const { queue, functionName } = consumer
  const event: SQSEvent = { Records: messages.map((message) => recordOf(message, queue)) }
  const messageIds = event.Records.map(({ messageId }) => messageId)
  const failedIds = await lambdas.invoke(functionName, event).then(
    (result) => failedMessageIds(result, messageIds),
    () => messageIds,
  )
  const processedRecords = event.Records.filter(({ messageId }) => !failedIds.includes(messageId))
  if (processedRecords.length === 0) return
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: processedRecords.map(({ messageId, receiptHandle }) => ({
        Id: messageId,
        ReceiptHandle: receiptHandle,
      })),
    }),
  )
}

// If the response is invalid, all messages of the batch count as failed:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
export function failedMessageIds(result: unknown, messageIds: string[]): string[] {
  const failures = (result as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? []
  if (!Array.isArray(failures)) return messageIds
  const failedIds = failures.map((item) => item?.itemIdentifier)
  return failedIds.every((id) => messageIds.includes(id)) ? failedIds : messageIds
}

function recordOf(message: Message, queue: QueueConsumer['queue']): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue }]) => [
        name,
        {
          dataType: String(DataType),
          ...(StringValue !== undefined && { stringValue: StringValue }),
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: queue.arn.split(':')[3] ?? '',
  }
}
