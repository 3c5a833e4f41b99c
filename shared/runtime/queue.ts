import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import type { ReceivedMessage } from '../domain/sending-lease.ts'
import { journal, nameOf } from './journal.ts'

/** `done`: the message may go. `later`: it must come back. */
export type Consumption = 'done' | 'later'

/** One invocation of a consumer. */
export interface Batch<Message> {
  /** @param ageSeconds since the message was put */
  consume(message: Message, received: ReceivedMessage, ageSeconds: number): Promise<Consumption>
  /** Runs when all are consumed, before the invocation ends. */
  end?(): Promise<void>
}

/** Hides a message that comes back for so long. */
export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>

interface Consumer<Schema extends z.ZodMiniType> {
  schema: Schema
  hideMessage: HideMessage
  begin: () => Batch<z.output<Schema>>
}

/**
 * The pipeline of every queue consumer. A message that cannot be read, or whose consumption fails,
 * goes back to the queue alone, for longer each time, and after its last try to the DLQ.
 */
export function queueHandler<Schema extends z.ZodMiniType>(consumer: Consumer<Schema>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const batch = consumer.begin()
    const returned = await Promise.all(
      Records.map((record) => comesBack(record, consumer.schema, batch)),
    )
    await batch.end?.()
    const failed = Records.filter((_, index) => returned[index])
    await Promise.all(failed.map((record) => backOff(record, consumer.hideMessage)))
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

async function comesBack<Schema extends z.ZodMiniType>(
  record: SQSRecord,
  schema: Schema,
  batch: Batch<z.output<Schema>>,
): Promise<boolean> {
  try {
    const message = z.parse(schema, JSON.parse(record.body))
    const ageSeconds = (Date.now() - Number(record.attributes.SentTimestamp)) / 1000
    const received = { queueMessageId: record.messageId, receiveCount: receiveCountOf(record) }
    if ((await batch.consume(message, received, ageSeconds)) === 'done') return false
    journal({ event: 'message.returned', queueMessageId: record.messageId, why: 'later' })
  } catch (error) {
    journal({ event: 'message.returned', queueMessageId: record.messageId, why: nameOf(error) })
  }
  return true
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
