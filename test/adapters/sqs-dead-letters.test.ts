import { randomUUID } from 'node:crypto'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startQueues } from '../../local/queue-emulator.ts'
import type { Emulator } from '../../local/table-emulator.ts'
import {
  listDeadLetterQueues,
  type QueueWithDeadLetters,
  redrive,
} from '../../shared/adapters/sqs-dead-letters.ts'

let emulator: Emulator
let sqs: SQSClient
let queue: QueueWithDeadLetters
let worlds = 0

beforeAll(async () => {
  emulator = await startQueues(undefined)
  sqs = new SQSClient({ ...clientDefaults, endpoint: emulator.endpoint })
})

afterAll(async () => {
  sqs?.destroy()
  await emulator?.stop()
})

beforeEach(async () => {
  const stack = `Election-${++worlds}x`
  const create = async (name: string, Attributes: Record<string, string> = {}) =>
    String((await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl)
  const deadLettersUrl = await create(`${stack}-DeadLetters-R1`)
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] }),
  )
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: Attributes?.QueueArn,
    maxReceiveCount: 10,
  })
  await create(`${stack}-Sms-R2`, { RedrivePolicy, DelaySeconds: '900' })
  await create(`${stack}-2-Sms-R3`, { RedrivePolicy })
  await create(`${stack}2-Sms-R4`, { RedrivePolicy })
  await create(`Other-${stack}-Sms-R5`, { RedrivePolicy })
  const found = await listDeadLetterQueues(sqs, stack)
  expect(found).toHaveLength(1)
  queue = found[0] as QueueWithDeadLetters
  expect(queue).toMatchObject({ name: `${stack}-Sms-R2`, deadLettersUrl })
})

const put = (url: string, body: unknown) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

async function bodiesIn(url: string): Promise<string[]> {
  const bodies: string[] = []
  while (true) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    )
    if (Messages.length === 0) return bodies.sort()
    bodies.push(...Messages.map(({ Body }) => String(Body)))
  }
}

test('a message of a DLQ goes back to its queue once, whole and without delay', async () => {
  const requests = Array.from({ length: 23 }, (_, index) =>
    index % 2 ? { reissueId: randomUUID() } : { voterId: 'v'.repeat(22), sms: 'phone-changed' },
  )
  const receipt = {
    messageId: '1077257a-92f3-5ca3-bc97-6a915b310625',
    failure: 'blocked',
    at: '2026-11-25T09:00:00.000Z',
  }
  const link = { voterId: 'V'.repeat(22), requestedAt: receipt.at }
  const notifications = ['password-set', 'both-factors-lost'].map((what) => ({
    news: what,
    voterId: link.voterId,
    at: receipt.at,
  }))
  const all = [...requests, receipt, link, ...notifications]
  for (const body of all) await put(queue.deadLettersUrl, body)
  expect(await redrive(sqs, queue)).toEqual({ movedCount: 27, unreadableIds: [] })
  expect(await redrive(sqs, queue)).toEqual({ movedCount: 0, unreadableIds: [] })
  expect(await bodiesIn(queue.url)).toEqual(all.map((body) => JSON.stringify(body)).sort())
  expect(await bodiesIn(queue.deadLettersUrl)).toEqual([])
})

test('a message of a DLQ stays when no consumer could read it, keeps nothing else there, and is named', async () => {
  const poison = ['not JSON', '{}', '{"reissueId":"42"}', '{"messageId":"m"}']
  for (const body of poison) await put(queue.deadLettersUrl, body)
  await put(queue.deadLettersUrl, { reissueId: randomUUID() })
  const { movedCount, unreadableIds } = await redrive(sqs, queue)
  expect(movedCount).toBe(1)
  expect(new Set(unreadableIds).size).toBe(4)
  expect(await bodiesIn(queue.deadLettersUrl)).toEqual(poison.sort())
})

it('no queue of an account without any has a DLQ', async () => {
  const client = new SQSClient({ region: 'eu-west-3' })
  mockClient(client).on(ListQueuesCommand).resolves({})
  expect(await listDeadLetterQueues(client, undefined)).toEqual([])
})
