import { setTimeout as sleep } from 'node:timers/promises'
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { startQueueEngine } from '../../local/queue-engine.ts'
import { failedItems, startQueuePollers } from '../../local/queue-pollers.ts'
import { eventually } from '../journey/local-run.ts'

const all = ['one', 'two']

it.each([
  ['none', { batchItemFailures: [] }, []],
  ['none', null, []],
  ['those that it names', { batchItemFailures: [{ itemIdentifier: 'two' }] }, ['two']],
  ['all', { batchItemFailures: 'two' }, all],
  ['all', { batchItemFailures: [{ itemIdentifier: 'three' }] }, all],
  ['all', { batchItemFailures: [null] }, all],
])('a batch fails on %s of its messages if the function returns %j', (_, result, failed) => {
  expect(failedItems(result, all)).toEqual(failed)
})

it('no batch is received beyond the maximum concurrency', async () => {
  const engine = await startQueueEngine(undefined)
  onTestFinished(engine.stop)
  const sqs = new SQSClient({ ...clientDefaults, endpoint: engine.endpoint })
  onTestFinished(() => sqs.destroy())
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'Sms' }))
  for (let batch = 0; batch < 5; batch++) {
    const Entries = Array.from({ length: 10 }, (_, index) => ({
      Id: `m${index}`,
      MessageBody: `${batch}-${index}`,
    }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  }
  const releases: (() => void)[] = []
  const pollers = startQueuePollers({
    isOn: () => true,
    consumers: [
      {
        queue: { name: 'Sms', url: QueueUrl, arn: 'arn:aws:sqs:eu-west-3:0:Sms', attributes: {} },
        functionName: 'Sender',
        batchSize: 10,
        maximumConcurrency: 2,
      },
    ],
    lambdas: {
      invoke: () =>
        new Promise((resolve) => {
          releases.push(() => resolve({ batchItemFailures: [] }))
        }),
    },
    sqsEndpoint: engine.endpoint,
  })
  onTestFinished(() => {
    for (const release of releases) release()
    return pollers.stop()
  })
  await eventually('two batches are under way', () => releases.length === 2)
  await sleep(300)
  expect(releases).toHaveLength(2)
  releases[0]?.()
  await eventually('a third one begins', () => releases.length === 3)
})
