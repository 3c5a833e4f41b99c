import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { firstPutAt } from '../contract/queue-messages.ts'
import type { MessageQueue } from '../domain/queues.ts'

/** Messages as JSON: `contract/queue-messages.ts` says what each queue holds. */
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

/** Puts a message that was received from a queue back at its end, as a new one that tells how old it is. */
export function sqsPutAgain(client: SQSClient, queueUrl: string) {
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

/** Hides a received message for so many seconds more, from now. */
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
