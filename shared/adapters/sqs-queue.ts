import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { MessageQueue } from '../domain/queues.ts'

/** Attribute of a requeued message: its first sending, in Unix milliseconds. SQS keeps only the last. */
export const firstPutAt = 'FirstPutAt'

/** JSON messages; `contract/queue-messages.ts` defines those of each queue. */
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

/** Calls about messages that were received. */
export function sqsReceived(client: SQSClient, QueueUrl: string) {
  return {
    /** Sends a copy, after the queue's own delay by default. @param putAt when the message was first sent */
    async requeueMessage(MessageBody: string, putAt: Date, DelaySeconds?: number): Promise<void> {
      const StringValue = String(putAt.getTime())
      const MessageAttributes = { [firstPutAt]: { DataType: 'Number', StringValue } }
      const message = { QueueUrl, MessageBody, DelaySeconds, MessageAttributes }
      await client.send(new SendMessageCommand(message))
    },

    async hideMessage(ReceiptHandle: string, VisibilityTimeout: number): Promise<void> {
      const change = { QueueUrl, ReceiptHandle, VisibilityTimeout }
      await client.send(new ChangeMessageVisibilityCommand(change))
    },
  }
}

export type ReceivedMessages = ReturnType<typeof sqsReceived>
