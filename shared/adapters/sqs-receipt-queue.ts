import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { ReceiptQueue } from '../domain/ports.ts'

/** SQS takes this many messages at once. */
const batchSize = 10

export function sqsReceiptQueue(client: SQSClient, queueUrl: string): ReceiptQueue {
  return {
    async put(receipts) {
      for (let first = 0; first < receipts.length; first += batchSize) {
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: receipts.slice(first, first + batchSize).map((receipt, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(receipt),
            })),
          }),
        )
        if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} receipts of a batch`)
      }
    },
  }
}
