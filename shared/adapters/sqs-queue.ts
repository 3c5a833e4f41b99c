import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { firstPutAt, type MessageQueue } from '../domain/queues.ts'

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

/** Requeues a received message as a new one that records its age. */
export function sqsRequeue(client: SQSClient, queueUrl: string) {
  return async (body: string, putAt: Date, delaySeconds?: number): Promise<void> => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        DelaySeconds: delaySeconds,
        MessageAttributes: {
          [firstPutAt]: { DataType: 'Number', StringValue: String(putAt.getTime()) },
        },
      }),
    )
  }
}

export function sqsHideMessage(client: SQSClient, queueUrl: string) {
  return async (receiptHandle: string, seconds: number): Promise<void> => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    )
  }
}
