import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { ReissueQueue } from '../domain/ports.ts'

/** The message is the request's id and nothing else. */
export function sqsReissueQueue(client: SQSClient, queueUrl: string): ReissueQueue {
  return {
    async put(reissueId, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ reissueId }),
          DelaySeconds: delaySeconds,
        }),
      )
    },
  }
}
