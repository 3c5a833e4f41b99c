import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
])(
  'of the messages of a batch a function failed on %s, as Lambda reads %j',
  (_, result, failed) => {
    expect(failedItems(result, all)).toEqual(failed)
  },
)

describe('a queue is polled as Lambda does:', () => {
  const stops: (() => unknown)[] = []
  let sqs: SQSClient
  let url: string
  let sqsEndpoint: string

  beforeEach(async () => {
    const engine = await startQueueEngine(undefined)
    sqsEndpoint = engine.endpoint
    stops.push(engine.stop)
    sqs = new SQSClient({ ...clientDefaults, endpoint: engine.endpoint })
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'Sms' }))
    url = QueueUrl as string
  })

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    sqs.destroy()
  })

  async function put(count: number): Promise<void> {
    const bodies = Array.from({ length: count }, (_, index) => String(index))
    for (let first = 0; first < count; first += 10) {
      const Entries = bodies
        .slice(first, first + 10)
        .map((body) => ({ Id: `m${body}`, MessageBody: body }))
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
    }
  }

  async function left(): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
    )
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0)
  }

  function poll(
    settings: { batchSize: number; maximumConcurrency?: number },
    handler: () => Promise<unknown> = async () => ({ batchItemFailures: [] }),
  ): string[][] {
    const batches: string[][] = []
    const queue = { name: 'Sms', url, arn: 'arn:aws:sqs:eu-west-3:0:Sms', attributes: {} }
    const pollers = startQueuePollers({
      isOn: () => true,
      consumers: [
        {
          queue,
          functionName: 'Sender',
          maximumConcurrency: 2,
          ...settings,
        },
      ],
      lambdas: {
        invoke(_, event) {
          batches.push((event as SQSEvent).Records.map(({ body }) => body))
          return handler()
        },
      },
      sqsEndpoint,
    })
    stops.push(pollers.stop)
    return batches
  }

  it('nothing is received while as many batches as may be are under way', async () => {
    await put(50)
    const releases: (() => void)[] = []
    const batches = poll(
      { batchSize: 10, maximumConcurrency: 2 },
      () =>
        new Promise((resolve) => {
          releases.push(() => resolve({ batchItemFailures: [] }))
        }),
    )
    stops.push(() => {
      for (const release of releases) release()
    })
    await eventually('two batches are under way', () => batches.length === 2)
    await sleep(300)
    expect(batches).toHaveLength(2)
    releases[0]?.()
    await eventually('a third one begins', () => batches.length === 3)
  })

  it('messages that a function failed on stay', async () => {
    await put(24)
    const batches = poll({ batchSize: 10 }, () => Promise.reject(new Error('down')))
    await eventually('a batch comes', () => batches.length > 0)
    await sleep(100)
    expect(await left()).toBe(24)
  })
})
