import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { startQueueEngine } from '../../local/queue-engine.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { type OpenQueue, queueContract } from './queue.contract.ts'

async function openEmbeddedQueue(): Promise<OpenQueue> {
  const engine = await startQueueEngine(undefined)
  const client = new SQSClient({ ...clientDefaults, endpoint: engine.endpoint })
  const Attributes = { DelaySeconds: '900' }
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: 'reissues', Attributes }),
  )
  return {
    queue: sqsQueue(client, QueueUrl),
    async receive() {
      const { Messages } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      )
      return (Messages ?? []).map(({ Body }) => Body ?? '')
    },
    async delayed() {
      const asked = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
        }),
      )
      return Number(asked.Attributes?.ApproximateNumberOfMessagesDelayed)
    },
    async stop() {
      client.destroy()
      await engine.stop()
    },
  }
}

describe('the queue, over the embedded SQS', () => {
  queueContract(openEmbeddedQueue)
})
