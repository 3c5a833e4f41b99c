import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { MessageQueue } from '../domain/queues.ts'

/** Attribute with the first sending of a requeued message, in Unix milliseconds. SQS only knows the last sending. */
export const firstPutAt = 'FirstPutAt'

/** Sends JSON messages, which `contract/queue-messages.ts` defines for each queue. */
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
    /** Sends a copy of a message; default delay: the queue's. @param putAt when the message was first sent */
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

export type ReceivedMessages = ReturnType<typeof sqsReceivedMessages>
