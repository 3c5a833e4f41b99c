import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { backOffSeconds } from '../domain/back-off.ts'
import { suspendedRequeueSeconds } from '../domain/election/calendar.ts'
import { MailNotTaken, mailRetrySeconds } from '../domain/mail/mail.ts'
import { firstPutAt, retentionDays } from '../domain/queues.ts'
import type { ReceivedMessage } from '../domain/sms/sending-lease.ts'
import type { ElectionTime } from './election-time.ts'
import { journal, nameOf, orJournal } from './journal.ts'
import { framesOf } from './stack-frames.ts'

/** `later` retries, ten receives in all. `requeue` sends a copy with all its retries, after 900 seconds at most. */
export type Consumption = 'done' | 'later' | 'requeue' | { requeueAfterSeconds: number }

export interface Batch<Message> {
  /** `ageSeconds` counts from the first time that the message was sent. */
  consume(message: Message, received: ReceivedMessage, ageSeconds: number): Promise<Consumption>
}

export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>

/** Sends a copy, after the queue's own delay by default. `sentAt` is when the message was first sent. */
export type RequeueMessage = (body: string, sentAt: Date, delaySeconds?: number) => Promise<void>

export interface Consumer<Schema extends z.ZodMiniType> {
  schema: Schema
  hideMessage: HideMessage
  requeueMessage: RequeueMessage
  begin: () => Batch<z.output<Schema>>
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>
  /** True if the message must be requeued while the election is suspended. */
  waitsWhileSuspended?: (message: z.output<Schema>) => boolean
}

/**
 * A message that fails returns to the queue alone, with back-off, and finally goes to the DLQ. Messages stay hidden for
 * slightly longer than the invocation may run: a killed consumer is soon replaced, a running one never.
 */
export function queueHandler<Schema extends z.ZodMiniType>(consumer: Consumer<Schema>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
    const { hideMessage } = consumer
    const seconds = Math.ceil(context.getRemainingTimeInMillis() / 1000) + marginSeconds
    const hideCalls = Promise.all(Records.map((record) => hide(record, hideMessage, seconds)))
    const batch = consumer.begin()
    const mustReturn = await Promise.all(Records.map((record) => consume(record, consumer, batch)))
    await hideCalls
    const failures = Records.filter((_, index) => mustReturn[index])
    await Promise.all(failures.map((record) => backOff(record, hideMessage)))
    return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

async function consume<Schema extends z.ZodMiniType>(
  record: SQSRecord,
  { schema, requeueMessage, time, waitsWhileSuspended }: Consumer<Schema>,
  batch: Batch<z.output<Schema>>,
): Promise<boolean> {
  const sentAt = sentAtOf(record)
  const ageSeconds = (Date.now() - sentAt.getTime()) / 1000
  /** Returns true if the original message must return to the queue. */
  const requeue = async (delaySeconds?: number): Promise<boolean> => {
    // Bounds the wait, since Lambda's recursive loop detection is off here (decision 51).
    if (ageSeconds > retentionDays * 86_400) return comesBackFor('too-old')
    // A crash before the original is deleted leaves a harmless duplicate.
    await requeueMessage(record.body, sentAt, delaySeconds)
    return false
  }
  const comesBackFor = (why: string, failure?: unknown): true => {
    const frames = failure ? { frames: framesOf(failure) } : {}
    journal({ event: 'message.returned', queueMessageId: record.messageId, why, ...frames })
    return true
  }
  try {
    const message = z.parse(schema, JSON.parse(record.body))
    await time?.refresh()
    if (time?.suspendedSince() && waitsWhileSuspended?.(message)) {
      return await requeue(suspendedRequeueSeconds)
    }
    const received = { queueMessageId: record.messageId, receiveCount: receiveCountOf(record) }
    const consumption = await batch.consume(message, received, ageSeconds)
    if (consumption === 'done') return false
    if (consumption === 'later') return comesBackFor('later')
    return await requeue(consumption === 'requeue' ? undefined : consumption.requeueAfterSeconds)
  } catch (error) {
    if (!(error instanceof MailNotTaken)) return comesBackFor(nameOf(error), error)
    // An outage of hours must send no message to the DLQ.
    journal({ event: 'mail.not-taken', why: error.why, waitedSeconds: Math.round(ageSeconds) })
    return requeue(mailRetrySeconds).catch((failure) => comesBackFor(nameOf(failure), failure))
  }
}

function sentAtOf({ attributes, messageAttributes }: SQSRecord): Date {
  return new Date(Number(messageAttributes[firstPutAt]?.stringValue ?? attributes.SentTimestamp))
}

/** Messages stay hidden this long after the invocation's timeout. */
const marginSeconds = 5

const receiveCountOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount)

function backOff(record: SQSRecord, hideMessage: HideMessage): Promise<void> {
  return hide(record, hideMessage, backOffSeconds(receiveCountOf(record)))
}

/** A failure is harmless: the current visibility timeout stays. */
async function hide(record: SQSRecord, hideMessage: HideMessage, seconds: number): Promise<void> {
  const { messageId: queueMessageId, receiptHandle } = record
  await orJournal(journal, hideMessage(receiptHandle, seconds), (error) => ({
    event: 'message.hiding.failed',
    queueMessageId,
    error,
  }))
}
