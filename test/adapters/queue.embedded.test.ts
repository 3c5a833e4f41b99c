import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startQueues } from '../../local/queue-emulator.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'

async function openQueue() {
  const emulator = await startQueues(undefined)
  const client = new SQSClient({ ...clientDefaults, endpoint: emulator.endpoint })
  const Attributes = { DelaySeconds: '900' }
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: 'reissues', Attributes }),
  )
  onTestFinished(async () => {
    client.destroy()
    await emulator.stop()
  })
  return {
    queue: sqsQueue(client, QueueUrl),
    backlog: sqsBacklog(client, QueueUrl),
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
  }
}

test('the queue of the embedded SQS holds a message back as long as the queue says', async () => {
  const { queue, receive, delayed } = await openQueue()
  await queue.put({ reissueId: 'one' })
  expect([await receive(), await delayed()]).toEqual([[], 1])
})

test('the queue of the embedded SQS hands a message over at once when it is told to', async () => {
  const { queue, receive } = await openQueue()
  await queue.put({ reissueId: 'one' }, 0)
  const bodies = await receive()
  expect(bodies.map((body) => JSON.parse(body))).toEqual([{ reissueId: 'one' }])
})

test('the queue of the embedded SQS counts what waits, what is held back and what somebody has in hand', async () => {
  const { queue, backlog, receive } = await openQueue()
  expect(await backlog.count()).toBe(0)
  await queue.put({ reissueId: 'in hand' }, 0)
  await receive()
  await queue.put({ reissueId: 'waits' }, 0)
  for (const reissueId of ['one', 'two']) await queue.put({ reissueId }, 900)
  expect(await backlog.count()).toBe(4)
})
