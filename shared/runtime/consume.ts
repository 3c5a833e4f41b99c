import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type * as z from 'zod/mini'
import { sqsHideMessage, sqsRequeue } from '../adapters/sqs-queue.ts'
import { sqsClient } from './clients/sqs.ts'
import type { ElectionTime } from './election-time.ts'
import { type Consumer, queueHandler } from './queue.ts'

type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

export function consume<Name extends string, Schema extends z.ZodMiniType>(
  { queues, time }: { queues: Readonly<Record<Name, string>>; time?: ElectionTime | undefined },
  queue: Name,
  consumer: Pick<Consumer<Schema>, 'schema' | 'begin' | 'waitsWhileSuspended'>,
): QueueHandler {
  const [sqs, url] = [sqsClient(), queues[queue]]
  return queueHandler({
    ...consumer,
    hideMessage: sqsHideMessage(sqs, url),
    requeueMessage: sqsRequeue(sqs, url),
    ...(time && { time }),
  }) as unknown as QueueHandler
}

/** Dispatches by queue: a batch comes from a single one. */
export function consumeEach<Name extends string>(
  queues: Readonly<Record<NoInfer<Name>, string>>,
  handlers: Readonly<Record<Name, QueueHandler>>,
): QueueHandler {
  const byQueue = new Map(
    Object.keys(handlers).map((name) => [
      nameIn(queues[name as Name], '/'),
      handlers[name as Name],
    ]),
  )
  return async (event, context) => {
    const name = nameIn(event.Records[0]?.eventSourceARN, ':')
    const handler = byQueue.get(name)
    if (!handler) throw new Error(`No handler of messages from the queue ${name}`)
    return handler(event, context)
  }
}

/** A queue's URL and ARN end with its name. */
const nameIn = (text = '', separator: string) => text.split(separator).at(-1) ?? ''
