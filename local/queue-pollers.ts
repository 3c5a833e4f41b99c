import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  MessageNotInflight,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import type { Queue, QueueConsumer } from './app/synthesised-app.ts'
import { clientDefaults } from './engines.ts'
import type { Lambdas } from './lambda.ts'
import { lineageOfBatch } from './recursive-loop.ts'

export interface EventSourceMappings {
  mappings(): { uuid: string; sourceArn: string; functionArn: string; isEnabled: boolean }[]
  /** What is in hand goes on. @returns false when no mapping has the id */
  enable(uuid: string, isEnabled: boolean): boolean
}

export interface QueuePollers extends EventSourceMappings {
  /** Ends the visibility timeout of all that a queue has in flight: what failed is retried now. */
  retryNow(queueName: string): Promise<void>
  stop(): Promise<void>
}

/** Polls each queue for its function, as Lambda's event source mappings do. */
export function startQueuePollers(options: {
  consumers: QueueConsumer[]
  queues: Queue[]
  lambdas: Pick<Lambdas, 'invoke'>
  sqsEndpoint: string
}): QueuePollers {
  const { consumers, queues, lambdas, sqsEndpoint } = options
  const sqs = new SQSClient({ ...clientDefaults, endpoint: sqsEndpoint })
  const ending = new AbortController()
  const mapped = eventSourceMappings(consumers, ({ queue }) => queue.arn)
  const polling = mapped.each.map((mapping) => poll(mapping, lambdas, sqs, ending.signal))
  return {
    ...mapped,
    async retryNow(queueName) {
      const queue = queues.find(({ name }) => name === queueName)
      if (!queue) throw new Error(`No queue of the app is named ${queueName}`)
      const response = await fetch(`${sqsEndpoint}/_fauxqs/queues/${queueName}`)
      const { messages } = (await response.json()) as {
        messages: { inflight: { receiptHandle: string }[] }
      }
      for (const { receiptHandle } of messages.inflight) {
        const handle = { QueueUrl: queue.url, ReceiptHandle: receiptHandle }
        try {
          await sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }))
        } catch (error) {
          // It came back by itself meanwhile.
          if (!(error instanceof MessageNotInflight)) throw error
        }
      }
    },
    async stop() {
      ending.abort()
      await Promise.all(polling)
      sqs.destroy()
    },
  }
}

/** One for each consumer, as Lambda's API shows and switches them. */
export function eventSourceMappings<Consumer extends { functionName: string }>(
  consumers: readonly Consumer[],
  sourceArnOf: (consumer: Consumer) => string,
) {
  const each = consumers.map((consumer) => ({ uuid: randomUUID(), consumer, isEnabled: true }))
  return {
    each,
    mappings: () =>
      each.map(({ uuid, consumer, isEnabled }) => {
        const sourceArn = sourceArnOf(consumer)
        const [, , , region, accountId] = sourceArn.split(':')
        const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${consumer.functionName}`
        return { uuid, sourceArn, functionArn, isEnabled }
      }),
    enable(uuid: string, isEnabled: boolean) {
      const mapping = each.find((one) => one.uuid === uuid)
      if (mapping) mapping.isEnabled = isEnabled
      return mapping !== undefined
    },
  }
}

async function poll(
  mapping: { consumer: QueueConsumer; isEnabled: boolean },
  lambdas: Pick<Lambdas, 'invoke'>,
  sqs: SQSClient,
  ending: AbortSignal,
): Promise<void> {
  const { consumer } = mapping
  const underWay = new Set<Promise<void>>()
  while (!ending.aborted) {
    try {
      if (!mapping.isEnabled) {
        await sleep(disabledMilliseconds, undefined, { signal: ending })
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
        { abortSignal: ending },
      )
      if (Messages.length === 0) continue
      // It was asked for before.
      if (!mapping.isEnabled) {
        await giveBack(Messages, consumer, sqs)
        continue
      }
      const handling = handle(Messages, consumer, lambdas, sqs)
        // What could not be deleted comes back, as it does on AWS.
        .catch(() => {})
        .finally(() => underWay.delete(handling))
      underWay.add(handling)
      if (underWay.size >= consumer.maximumConcurrency) await Promise.race(underWay)
    } catch {
      if (!ending.aborted) await sleep(200)
    }
  }
  await Promise.all(underWay)
}

/** Between two looks whether a mapping is enabled again. */
const disabledMilliseconds = 100

async function giveBack(
  messages: Message[],
  { queue }: QueueConsumer,
  sqs: SQSClient,
): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    const handle = { QueueUrl: queue.url, ReceiptHandle }
    await sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }))
  }
}

async function handle(
  messages: Message[],
  consumer: QueueConsumer,
  lambdas: Pick<Lambdas, 'invoke'>,
  sqs: SQSClient,
): Promise<void> {
  const { queue, functionName, reportsItemFailures } = consumer
  const event: SQSEvent = { Records: messages.map((message) => recordOf(message, queue)) }
  const identifiers = event.Records.map(({ messageId }) => messageId)
  const lineage = lineageOfBatch(messages.map(({ Attributes }) => Attributes?.AWSTraceHeader))
  const failed = await lambdas.invoke(functionName, event, lineage).then(
    (result) => (reportsItemFailures ? failedItems(result, identifiers) : []),
    () => identifiers,
  )
  const done = event.Records.filter(({ messageId }) => !failed.includes(messageId))
  if (done.length === 0) return
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: done.map(({ messageId, receiptHandle }) => ({
        Id: messageId,
        ReceiptHandle: receiptHandle,
      })),
    }),
  )
}

/**
 * The messages that a function says it failed on. A response that Lambda cannot read fails them all.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedItems(result: unknown, identifiers: string[]): string[] {
  const failures = (result as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? []
  if (!Array.isArray(failures)) return identifiers
  const failed = failures.map((item) => item?.itemIdentifier)
  return failed.every((identifier) => identifiers.includes(identifier)) ? failed : identifiers
}

export function recordOf(message: Message, queue: Queue): SQSRecord {
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
