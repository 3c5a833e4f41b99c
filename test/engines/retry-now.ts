import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { LocalService } from '../../local/run.ts'

/** Ends the visibility timeout of all in-flight messages of a queue, so that they are retried now. */
export async function retryNow(
  { app, emulators, sqs }: Pick<LocalService, 'app' | 'emulators'> & { sqs: SQSClient },
  queueName: string,
): Promise<void> {
  const QueueUrl = app.queues.find(({ name }) => name === queueName)?.url
  const response = await fetch(`${emulators.sqsEndpoint}/_fauxqs/queues/${queueName}`)
  const { messages } = (await response.json()) as {
    messages: { inflight: { receiptHandle: string }[] }
  }
  for (const { receiptHandle: ReceiptHandle } of messages.inflight) {
    const now = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }
    await sqs.send(new ChangeMessageVisibilityCommand(now)).catch((error: Error) => {
      if (error.name !== 'MessageNotInflight') throw error
    })
  }
}
