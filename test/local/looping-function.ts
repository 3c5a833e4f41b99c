import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'

const sqs = new SQSClient()

export async function handler({ Records }: SQSEvent) {
  await Promise.all(
    Records.map(async ({ body }) => {
      const timesLeft = Number(body)
      console.log(`times left: ${timesLeft}`)
      if (timesLeft === 0) return
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: process.env.QUEUE_URL,
          MessageBody: String(timesLeft - 1),
        }),
      )
    }),
  )
  return { batchItemFailures: [] }
}
