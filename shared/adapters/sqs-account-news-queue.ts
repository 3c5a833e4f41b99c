import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { AccountNewsQueue } from '../domain/ports.ts'

export function sqsAccountNewsQueue(client: SQSClient, queueUrl: string): AccountNewsQueue {
  return {
    async put(news) {
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(news) }),
      )
    },
  }
}
