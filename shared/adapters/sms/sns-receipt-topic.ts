import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import { inGroups } from '../../domain/in-groups.ts'
import type { ReceiptTopic } from '../../domain/sms/sms-delivery.ts'

/** The maximum of PublishBatch. */
const batchSize = 10

export function snsReceiptTopic(client: SNSClient, topicArn: string): ReceiptTopic {
  return {
    async publish(receipts) {
      for await (const batch of inGroups(receipts, batchSize)) {
        const PublishBatchRequestEntries = batch.map((receipt, index) => ({
          Id: String(index),
          Message: JSON.stringify(receipt),
        }))
        const { Failed = [] } = await client.send(
          new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries }),
        )
        if (Failed.length > 0) throw new Error(`SNS refused ${Failed.length} receipts of a batch`)
      }
    },
  }
}
