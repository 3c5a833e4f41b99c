import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import { toBatches } from '../../domain/batches.ts'
import type { Receipt } from '../../domain/sms/sms-delivery.ts'

const batchSize = 10

/** Publishes each receipt to all elections of the account and region, since a receipt does not name its election. */
export async function publishReceipts(
  client: SNSClient,
  TopicArn: string,
  receipts: Receipt[],
): Promise<void> {
  for await (const batch of toBatches(receipts, batchSize)) {
    const PublishBatchRequestEntries = batch.map((receipt, index) => ({
      Id: String(index),
      Message: JSON.stringify(receipt),
    }))
    const { Failed = [] } = await client.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }),
    )
    if (Failed.length > 0) throw new Error(`SNS refused ${Failed.length} receipts of a batch`)
  }
}
