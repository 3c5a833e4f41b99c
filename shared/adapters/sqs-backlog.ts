import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { Backlog } from '../domain/queues.ts'

const countAttributes = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const

export function sqsBacklog(client: SQSClient, queueUrl: string): Backlog {
  return {
    async count() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...countAttributes] }),
      )
      return countAttributes.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0)
    },
  }
}
