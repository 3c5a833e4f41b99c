import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { firstPutAt } from '../contract/queue-messages.ts'
import { backOffSeconds } from '../domain/back-off.ts'
import { suspendedLookSeconds } from '../domain/election/calendar.ts'
import { MailNotTaken, mailRetrySeconds } from '../domain/mail/mail.ts'
import { keptDays } from '../domain/queues.ts'
import type { ReceivedMessage } from '../domain/sms/sending-lease.ts'
import type { ElectionTime } from './election-time.ts'
import { framesOf } from './frames.ts'
import { journal, nameOf } from './journal.ts'

/**
 * `later`: the message comes back, and is tried ten times in all. `requeue`: its turn has not come, so it goes to the
 * end of its queue with all its tries before it, at once or after so many seconds (900 at most).
 */
export type Consumption = 'done' | 'later' | 'requeue' | { requeueAfterSeconds: number }

export interface Batch<Message> {
  /** @param ageSeconds since the message was first put */
  consume(message: Message, received: ReceivedMessage, ageSeconds: number): Promise<Consumption>
}

export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>

/** Puts a message back on its queue, after the queue's own delay by default. @param putAt when it was first put */
export type PutAgain = (body: string, putAt: Date, delaySeconds?: number) => Promise<void>

export interface Consumer<Schema extends z.ZodMiniType> {
  schema: Schema
  hideMessage: HideMessage
  /** Needed to answer `requeue`. */
  putAgain?: PutAgain
  begin: () => Batch<z.output<Schema>>
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>
  /** True of messages to be put again while the election is suspended. */
  waitsWhileSuspended?: (message: z.output<Schema>) => boolean
}

/**
 * Consumes a batch. A message that cannot be read, or whose consumption fails, goes back to the queue alone, for longer
 * each time, and after its last try to the DLQ.
 *
 * The invocation hides its messages for little longer than it may run, in place of the queue's own long timeout: another
 * consumer soon takes over from a killed one, and never from one that may still be at work.
 */
export function queueHandler<Schema extends z.ZodMiniType>(consumer: Consumer<Schema>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
    const { hideMessage } = consumer
    const seconds = Math.ceil(context.getRemainingTimeInMillis() / 1000) + marginSeconds
    const hiding = Promise.all(Records.map((record) => hide(record, hideMessage, seconds)))
    const batch = consumer.begin()
    const returned = await Promise.all(Records.map((record) => comesBack(record, consumer, batch)))
    await hiding
    const failed = Records.filter((_, index) => returned[index])
    await Promise.all(failed.map((record) => backOff(record, hideMessage)))
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

async function comesBack<Schema extends z.ZodMiniType>(
  record: SQSRecord,
  { schema, putAgain, time, waitsWhileSuspended }: Consumer<Schema>,
  batch: Batch<z.output<Schema>>,
): Promise<boolean> {
  const putAt = putAtOf(record)
  const ageSeconds = (Date.now() - putAt.getTime()) / 1000
  /** @returns true if it goes back itself all the same */
  const putOff = async (delaySeconds?: number): Promise<boolean> => {
    if (!putAgain) return comesBackFor('later')
    // Bounds the wait: Lambda's recursive loop detection is off for such functions (decision 51).
    if (ageSeconds > keptDays * 86_400) return comesBackFor('too-old')
    // If this sender dies before the old one goes there are two, which does no harm.
    await putAgain(record.body, putAt, delaySeconds)
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
      return await putOff(suspendedLookSeconds)
    }
    const received = { queueMessageId: record.messageId, receiveCount: receiveCountOf(record) }
    const consumption = await batch.consume(message, received, ageSeconds)
    if (consumption === 'done') return false
    if (consumption === 'later') return comesBackFor('later')
    return await putOff(consumption === 'requeue' ? undefined : consumption.requeueAfterSeconds)
  } catch (error) {
    if (!(error instanceof MailNotTaken)) return comesBackFor(nameOf(error), error)
    // No message ends in the DLQ because of an outage of hours.
    journal({ event: 'mail.not-taken', why: error.why, waitedSeconds: Math.round(ageSeconds) })
    return putOff(mailRetrySeconds).catch((failure) => comesBackFor(nameOf(failure), failure))
  }
}

function putAtOf({ attributes, messageAttributes }: SQSRecord): Date {
  return new Date(Number(messageAttributes[firstPutAt]?.stringValue ?? attributes.SentTimestamp))
}

/** Between the end of an invocation that timed out and the return of its messages. */
const marginSeconds = 5

const receiveCountOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount)

function backOff(record: SQSRecord, hideMessage: HideMessage): Promise<void> {
  return hide(record, hideMessage, backOffSeconds(receiveCountOf(record)))
}

/** A failure does no harm: the message stays hidden for as long as it was. */
async function hide(record: SQSRecord, hideMessage: HideMessage, seconds: number): Promise<void> {
  try {
    await hideMessage(record.receiptHandle, seconds)
  } catch (error) {
    journal({
      event: 'message.hiding.failed',
      queueMessageId: record.messageId,
      error: nameOf(error),
    })
  }
}
