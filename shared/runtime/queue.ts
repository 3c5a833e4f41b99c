import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { MailNotTaken } from '../domain/mail.ts'
import type { ReceivedMessage } from '../domain/sending-lease.ts'
import { journal, nameOf } from './journal.ts'

/**
 * `done`: the message may go. `later`: it must come back, and is tried ten times in all. `requeue`: its turn
 * has not come, which is no fault of it: it goes to the end of its queue, with all its tries before it.
 */
export type Consumption = 'done' | 'later' | 'requeue'

/** One invocation of a consumer. */
export interface Batch<Message> {
  /** @param ageSeconds since the message was put */
  consume(message: Message, received: ReceivedMessage, ageSeconds: number): Promise<Consumption>
  /** Runs when all are consumed, before the invocation ends. */
  end?(): Promise<void>
}

/** Hides a message that comes back for so long. */
export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>

/** Puts a message on the queue that it came from, after the queue's own delay when no other is given. */
export type PutAgain = (body: string, delaySeconds?: number) => Promise<void>

interface Consumer<Schema extends z.ZodMiniType> {
  schema: Schema
  hideMessage: HideMessage
  /** For consumers that answer `requeue`. */
  putAgain?: PutAgain
  begin: () => Batch<z.output<Schema>>
}

/**
 * The pipeline of every queue consumer. A message that cannot be read, or whose consumption fails,
 * goes back to the queue alone, for longer each time, and after its last try to the DLQ.
 */
export function queueHandler<Schema extends z.ZodMiniType>(consumer: Consumer<Schema>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const batch = consumer.begin()
    const returned = await Promise.all(Records.map((record) => comesBack(record, consumer, batch)))
    await batch.end?.()
    const failed = Records.filter((_, index) => returned[index])
    await Promise.all(failed.map((record) => backOff(record, consumer.hideMessage)))
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

async function comesBack<Schema extends z.ZodMiniType>(
  record: SQSRecord,
  { schema, putAgain }: Consumer<Schema>,
  batch: Batch<z.output<Schema>>,
): Promise<boolean> {
  try {
    const message = z.parse(schema, JSON.parse(record.body))
    const ageSeconds = (Date.now() - Number(record.attributes.SentTimestamp)) / 1000
    const received = { queueMessageId: record.messageId, receiveCount: receiveCountOf(record) }
    const consumption = await batch.consume(message, received, ageSeconds)
    if (consumption === 'done') return false
    if (consumption === 'requeue' && putAgain) {
      // Put before the old one goes: if this sender dies in between there are two, and that does no harm.
      await putAgain(record.body)
      return false
    }
    journal({ event: 'message.returned', queueMessageId: record.messageId, why: 'later' })
  } catch (error) {
    journal({ event: 'message.returned', queueMessageId: record.messageId, why: nameOf(error) })
    if (error instanceof MailNotTaken && putAgain) return !(await isPutOff(record, putAgain))
  }
  return true
}

/** Between two questions to a mail server that takes none. */
const putOffSeconds = 60

/** An outage of hours is no fault of the messages that come in it: none of them ends in the DLQ for it. */
async function isPutOff({ body }: SQSRecord, putAgain: PutAgain): Promise<boolean> {
  return putAgain(body, putOffSeconds).then(
    () => true,
    () => false,
  )
}

const firstWaitSeconds = 5
const longestWaitSeconds = 600

/** @returns between half of a wait that doubles at each try and the whole of it */
export function backOffSeconds(receiveCount: number, random = Math.random()): number {
  const longest = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (receiveCount - 1))
  return Math.round(longest * (0.5 + random / 2))
}

const receiveCountOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount)

/** Without it the message stays hidden for as long as the queue's own timeout: that does no harm. */
async function backOff(record: SQSRecord, hideMessage: HideMessage): Promise<void> {
  try {
    await hideMessage(record.receiptHandle, backOffSeconds(receiveCountOf(record)))
  } catch (error) {
    journal({
      event: 'message.hiding.failed',
      queueMessageId: record.messageId,
      error: nameOf(error),
    })
  }
}
