import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { firstPutAt } from '../contract/queue-messages.ts'
import { backOffSeconds } from '../domain/back-off.ts'
import { suspendedLookSeconds } from '../domain/election/calendar.ts'
import { MailNotTaken, putOffSeconds } from '../domain/mail/mail.ts'
import { keptDays } from '../domain/queues.ts'
import type { ReceivedMessage } from '../domain/sms/sending-lease.ts'
import type { ElectionTime } from './election-time.ts'
import { framesOf } from './frames.ts'
import { journal, nameOf } from './journal.ts'

/**
 * `done`: the message may go. `later`: it must come back, and is tried ten times in all. `requeue`: its turn
 * has not come, which is no fault of it: it goes to the end of its queue, with all its tries before it, at once or
 * after so many seconds (900 at most).
 */
export type Consumption = 'done' | 'later' | 'requeue' | { requeueAfterSeconds: number }

export interface Batch<Message> {
  /** @param ageSeconds since the message was put first */
  consume(message: Message, received: ReceivedMessage, ageSeconds: number): Promise<Consumption>
}

/** Hides a message for so long from now, whatever was said before. */
export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>

/**
 * Puts a message on the queue that it came from, after the queue's own delay when no other is given.
 * @param putAt when it was put first
 */
export type PutAgain = (body: string, putAt: Date, delaySeconds?: number) => Promise<void>

export interface Consumer<Schema extends z.ZodMiniType> {
  schema: Schema
  hideMessage: HideMessage
  /** For consumers that answer `requeue`. */
  putAgain?: PutAgain
  begin: () => Batch<z.output<Schema>>
  /** Of a consumer that knows the election's. */
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>
  /** Which messages are put again while the election is suspended. */
  waitsWhileSuspended?: (message: z.output<Schema>) => boolean
}

/**
 * The pipeline of every queue consumer. A message that cannot be read, or whose consumption fails,
 * goes back to the queue alone, for longer each time, and after its last try to the DLQ.
 *
 * Once an invocation has begun, its messages stay hidden for as long as it may run and little longer, instead of
 * the queue's own timeout, which is long for pollers that wait for an invocation. So what a killed consumer had in
 * hand is soon taken over, and never while it may still be at work.
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
  /** @returns whether it comes back itself all the same */
  const putOff = async (delaySeconds?: number): Promise<boolean> => {
    if (!putAgain) return comesBackFor('later')
    // The bound of a wait. A message that waits is its function's own source, so Lambda's recursive loop detection,
    // which would end it, is off for that function (decision 51).
    if (ageSeconds > keptDays * 86_400) return comesBackFor('too-old')
    // Put before the old one goes: if this sender dies in between there are two, and that does no harm.
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
    // A calendar that cannot be read is a fault of this try, as any other.
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
    // An outage of hours is no fault of the messages that come in it: none of them ends in the DLQ for it.
    journal({ event: 'mail.not-taken', why: error.why, waitedSeconds: Math.round(ageSeconds) })
    return putOff(putOffSeconds).catch((failure) => comesBackFor(nameOf(failure), failure))
  }
}

/** When a message was put first. */
function putAtOf({ attributes, messageAttributes }: SQSRecord): Date {
  return new Date(Number(messageAttributes[firstPutAt]?.stringValue ?? attributes.SentTimestamp))
}

/** Between the end of an invocation that timed out and the return of its messages. */
const marginSeconds = 5

const receiveCountOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount)

function backOff(record: SQSRecord, hideMessage: HideMessage): Promise<void> {
  return hide(record, hideMessage, backOffSeconds(receiveCountOf(record)))
}

/** When it fails the message stays hidden for as long as it was: that does no harm. */
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
