import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { MessageQueue } from '../domain/queues.ts'

/** Message attribute: time of the first sending, in milliseconds since 1970. SQS knows only the last sending. */
export const sentAtKey = 'FirstPutAt'

export function sqsQueue<Message>(client: SQSClient, queueUrl: string): MessageQueue<Message> {
  return {
    async put(message, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(message),
          DelaySeconds: delaySeconds,
        }),
      )
    },
  }
}

export function sqsReceivedMessages(client: SQSClient, QueueUrl: string) {
  return {
    async requeueMessage(MessageBody: string, sentAt: Date, DelaySeconds?: number): Promise<void> {
      const StringValue = String(sentAt.getTime())
      const MessageAttributes = { [sentAtKey]: { DataType: 'Number', StringValue } }
      const message = { QueueUrl, MessageBody, DelaySeconds, MessageAttributes }
      await client.send(new SendMessageCommand(message))
    },

    async changeVisibility(ReceiptHandle: string, VisibilityTimeout: number): Promise<void> {
      const change = { QueueUrl, ReceiptHandle, VisibilityTimeout }
      await client.send(new ChangeMessageVisibilityCommand(change))
    },
  }
}

export type ReceivedMessages = ReturnType<typeof sqsReceivedMessages>
