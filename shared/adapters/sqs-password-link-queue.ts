import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { PasswordLinkQueue } from '../domain/ports.ts'

export function sqsPasswordLinkQueue(client: SQSClient, queueUrl: string): PasswordLinkQueue {
  return {
    async put(request) {
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }),
      )
    },
  }
}
