import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { ReceiptTopic } from '../../domain/sms/sms-delivery.ts'

/** The maximum of PublishBatch. */
const batchSize = 10

export function snsReceiptTopic(client: SNSClient, topicArn: string): ReceiptTopic {
  return {
    async publish(receipts) {
      for (let first = 0; first < receipts.length; first += batchSize) {
        const { Failed = [] } = await client.send(
          new PublishBatchCommand({
            TopicArn: topicArn,
            PublishBatchRequestEntries: receipts
              .slice(first, first + batchSize)
              .map((receipt, index) => ({ Id: String(index), Message: JSON.stringify(receipt) })),
          }),
        )
        if (Failed.length > 0) throw new Error(`SNS refused ${Failed.length} receipts of a batch`)
      }
    },
  }
}
