import middy from '@middy/core'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { type ReceivedMessages, sentAtKey, sqsReceivedMessages } from '../adapters/sqs-queue.ts'
import { backOffSeconds } from '../domain/back-off.ts'
import { suspendedRequeueSeconds } from '../domain/election/calendar.ts'
import { MailNotAccepted, mailRetrySeconds } from '../domain/mail/mail.ts'
import { retentionDays } from '../domain/queues.ts'
import type { TakeToken } from '../domain/rate-limiter.ts'
import { sqsClient } from './clients/sqs.ts'
import type { ElectionTime } from './election-time.ts'
import { framesOf, journal, journalFailure, nameOf } from './journal.ts'

/** `later` retries the message, up to ten receives. `requeue` replaces it with a copy, which has ten receives again. */
export type Consumption = 'done' | 'later' | 'requeue' | { requeueAfterSeconds: number }

export type Consume<Message> = (
  message: Message,
  delivery: {
    /** Each delivery has the same id; a requeued copy has another id. */
    queueMessageId: string
    ageSeconds: number
    takeToken: TakeToken
  },
) => Promise<Consumption>

interface Consumer<Schema extends z.ZodMiniType> extends ReceivedMessages {
  schema: Schema
  consume: Consume<z.output<Schema>>
  limiter?: () => TakeToken
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>
  waitsWhileSuspended?: (message: z.output<Schema>) => boolean
}

type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

export function consume<Name extends string, Schema extends z.ZodMiniType>(
  { queues, time }: { queues: Readonly<Record<Name, string>>; time?: ElectionTime | undefined },
  queue: Name,
  consumer: Pick<Consumer<Schema>, 'schema' | 'consume' | 'limiter' | 'waitsWhileSuspended'>,
): QueueHandler {
  return queueHandler({
    ...consumer,
    ...sqsReceivedMessages(sqsClient(), queues[queue]),
    ...(time && { time }),
  }) as unknown as QueueHandler
}

/** Dispatches batches by queue: Lambda never mixes two queues in a batch. */
export function consumeByQueue<Name extends string>(
  queues: Readonly<Record<NoInfer<Name>, string>>,
  handlers: Readonly<Record<Name, QueueHandler>>,
): QueueHandler {
  const handlersByQueue = new Map(
    Object.keys(handlers).map((name) => [
      lastSegment(queues[name as Name], '/'),
      handlers[name as Name],
    ]),
  )
  return async (event, context) => {
    const name = lastSegment(event.Records[0]?.eventSourceARN, ':')
    const handler = handlersByQueue.get(name)
    if (!handler) throw new Error(`No handler of messages from the queue ${name}`)
    return handler(event, context)
  }
}

const lastSegment = (text = '', separator: string) => text.split(separator).at(-1) ?? ''

export function queueHandler<Schema extends z.ZodMiniType>(consumer: Consumer<Schema>) {
  const { changeVisibility, limiter = noLimiter } = consumer
  const setVisibility = (record: SQSRecord, seconds: number) =>
    journalFailure(journal, changeVisibility(record.receiptHandle, seconds), (error) => ({
      event: 'message.hiding.failed',
      queueMessageId: record.messageId,
      error,
    }))
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
    const seconds = Math.ceil(context.getRemainingTimeInMillis() / 1000) + visibilityMarginSeconds
    const visibilityChanges = Promise.all(Records.map((record) => setVisibility(record, seconds)))
    const takeToken = limiter()
    const returnFlags = await Promise.all(
      Records.map((record) => consumeRecord(record, consumer, takeToken)),
    )
    await visibilityChanges
    const failures = Records.filter((_, index) => returnFlags[index])
    await Promise.all(
      failures.map((record) => setVisibility(record, backOffSeconds(receiveCountOf(record)))),
    )
    return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

const noLimiter = () => () => Promise.reject(new Error('This queue has no rate limiter'))

async function consumeRecord<Schema extends z.ZodMiniType>(
  record: SQSRecord,
  { schema, consume, requeueMessage, time, waitsWhileSuspended }: Consumer<Schema>,
  takeToken: TakeToken,
): Promise<boolean> {
  const { messageId: queueMessageId } = record
  const sentAt = sentAtOf(record)
  const ageSeconds = (Date.now() - sentAt.getTime()) / 1000
  // Returns true if the original message must return to the queue.
  const requeue = async (delaySeconds?: number): Promise<boolean> => {
    // Limits requeues by age: functions that requeue run without recursive loop detection (decision 51).
    if (ageSeconds > retentionDays * 86_400) return returnMessage('too-old')
    // A crash before the original is deleted leaves a harmless duplicate.
    await requeueMessage(record.body, sentAt, delaySeconds)
    return false
  }
  const returnMessage = (reason: string, failure?: unknown): true => {
    const frames = failure ? { frames: framesOf(failure) } : {}
    journal({ event: 'message.returned', queueMessageId, why: reason, ...frames })
    return true
  }
  try {
    const message = z.parse(schema, JSON.parse(record.body))
    await time?.refresh()
    if (time?.suspendedSince() && waitsWhileSuspended?.(message)) {
      return await requeue(suspendedRequeueSeconds)
    }
    const consumption = await consume(message, { queueMessageId, ageSeconds, takeToken })
    if (consumption === 'done') return false
    if (consumption === 'later') return returnMessage('later')
    return await requeue(consumption === 'requeue' ? undefined : consumption.requeueAfterSeconds)
  } catch (error) {
    if (!(error instanceof MailNotAccepted)) return returnMessage(nameOf(error), error)
    // Requeues the message, so that an outage of hours does not send it to the DLQ.
    journal({ event: 'mail.not-taken', why: error.reason, waitedSeconds: Math.round(ageSeconds) })
    return requeue(mailRetrySeconds).catch((failure) => returnMessage(nameOf(failure), failure))
  }
}

function sentAtOf({ attributes, messageAttributes }: SQSRecord): Date {
  return new Date(Number(messageAttributes[sentAtKey]?.stringValue ?? attributes.SentTimestamp))
}

const visibilityMarginSeconds = 5

const receiveCountOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount)
