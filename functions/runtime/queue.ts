import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { journal, nameOf } from './journal.ts'

const message = z.object({ reissueId: z.uuid() })

/** `done`: the message may go. `later`: it must come back. */
export type Consumption = 'done' | 'later'

/**
 * The pipeline of every queue consumer. A message that cannot be read, or whose consumption fails,
 * goes back to the queue alone, and after its last try to the DLQ.
 */
export function queueHandler(consume: (reissueId: string) => Promise<Consumption>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const returned = await Promise.all(Records.map((record) => comesBack(record, consume)))
    return {
      batchItemFailures: Records.filter((_, index) => returned[index]).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }
  })
}

async function comesBack(
  record: SQSRecord,
  consume: (reissueId: string) => Promise<Consumption>,
): Promise<boolean> {
  try {
    const { reissueId } = message.parse(JSON.parse(record.body))
    if ((await consume(reissueId)) === 'done') return false
    journal({ event: 'message.returned', messageId: record.messageId, why: 'busy' })
  } catch (error) {
    journal({ event: 'message.returned', messageId: record.messageId, why: nameOf(error) })
  }
  return true
}
