import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReceivedMessages } from '../../shared/adapters/sqs-queue.ts'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import { suspendedRequeueSeconds } from '../../shared/domain/election/calendar.ts'
import { MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import { type Consumption, queueHandler } from '../../shared/runtime/queue.ts'
import { aTime, handOver, printedLines } from './pipeline.ts'

const ids = [
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c02',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c03',
] as const

const printed = printedLines()

const bodyOf = (reissueId: string) => JSON.stringify({ reissueId })

type Consume = (id: string, ageSeconds: number, received: unknown) => Promise<Consumption>

/** Every message is hidden first for the invocation; those that go back are hidden once more. */
let hidden: [string, number][]
let again: unknown[][]

async function deliver(
  bodies: string[],
  consume: Consume,
  options: {
    tries?: number
    changeVisibility?: () => Promise<void>
    requeueMessage?: ReceivedMessages['requeueMessage']
    time?: ReturnType<typeof aTime>
    waitsWhileSuspended?: () => boolean
    /** In milliseconds, for a requeued message. */
    firstPutAt?: number
  } = {},
): Promise<number[]> {
  hidden = []
  again = []
  const handler = queueHandler({
    schema: reissueMessage,
    changeVisibility: async (handle, seconds) => void hidden.push([handle, seconds]),
    requeueMessage: async (...put) => void again.push(put),
    ...options,
    consume: ({ reissueId }, { queueMessageId, ageSeconds }) =>
      consume(reissueId, ageSeconds, queueMessageId),
  })
  return handOver(handler, bodies, options)
}

const events = () => printed.map((line) => JSON.parse(line))
const later = async () => 'later' as const
const requeue = async () => 'requeue' as const
const notTaken = () => Promise.reject(new MailNotAccepted('Throttling'))
const failing = () => Promise.reject(new RangeError('+33612345678'))

describe('a message of a batch, alone,', () => {
  const returned = { event: 'message.returned', queueMessageId: 'message-1' }
  const unpaid = { event: 'mail.not-taken', why: 'Throttling', waitedSeconds: 90 }

  it.each<[string, Consume, object]>([
    ['goes back when its consumption fails', failing, { why: 'RangeError', frames: [] }],
    ['goes back when it must wait', later, { why: 'later' }],
  ])('%s, hidden for some seconds, and says only why', async (_, consume, why) => {
    const others = async () => 'done' as const
    const consuming: Consume = (id, ...more) => (id === ids[1] ? consume : others)(id, ...more)
    // A copy would begin its tries anew and never reach the DLQ.
    expect(await deliver(ids.map(bodyOf), consuming, { tries: 10 })).toEqual([1])
    expect(again).toEqual([])
    expect(hidden.slice(3)).toEqual([['handle-1', expect.any(Number)]])
    expect(events()).toMatchObject([{ ...returned, ...why }])
    expect(printed.join()).not.toContain('612345678')
  })

  it.each<[string, Consume, number | undefined, object[]]>([
    ['when its turn has not come', requeue, undefined, []],
    ['for later when its consumer says so', async () => ({ requeueAfterSeconds: 900 }), 900, []],
    ['for later when its mail is not taken for now', notTaken, 60, [unpaid]],
  ])('is put again as a new one %s: that was no failed try', async (_, consume, delay, said) => {
    expect(await deliver([bodyOf(ids[0])], consume, { tries: 10 })).toEqual([])
    expect(again).toEqual([[bodyOf(ids[0]), expect.any(Date), delay]])
    expect(hidden.slice(1)).toEqual([])
    expect(events()).toMatchObject(said)
    expect(printed).toHaveLength(said.length)
  })

  it('goes back itself when it could not be put again', async () => {
    const requeueMessage = () => Promise.reject(new Error('no answer'))
    for (const consume of [requeue, notTaken]) {
      expect(await deliver([bodyOf(ids[0])], consume, { requeueMessage })).toEqual([0])
      expect(hidden).toHaveLength(2)
    }
  })

  it.each([
    '',
    'not JSON',
    'null',
    '[]',
    '{}',
    '{"reissueId":null}',
    '{"reissueId":"reissue-1"}',
    '{"reissueId":"6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01 "}',
    '{"__proto__":{"reissueId":"6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01"}}',
    '["6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01"]',
  ])('goes back unread if malformed, and the others are consumed: %s', async (body) => {
    const consume = vi.fn(async (_: string) => 'done' as const)
    expect(await deliver([bodyOf(ids[0]), body, bodyOf(ids[2])], consume)).toEqual([1])
    expect(consume.mock.calls.map(([id]) => id)).toEqual([ids[0], ids[2]])
  })

  it('never repeats in the journal what a message said', async () => {
    await deliver(['{"reissueId":"+33612345678"}', 'B512 3456 7890'], async () => 'done')
    expect(printed).toHaveLength(2)
    expect(printed.join()).not.toMatch(/612345678|3456/)
  })
})

describe('an invocation', () => {
  it('hides its messages for as long as it may run, and five seconds more', async () => {
    await deliver(ids.map(bodyOf), async () => 'done')
    expect(hidden).toEqual([0, 1, 2].map((index) => [`handle-${index}`, 35]))
  })

  it('goes on when they cannot be hidden: the time of the queue is longer', async () => {
    const changeVisibility = () => Promise.reject(new RangeError('no answer'))
    expect(await deliver(ids.map(bodyOf), async () => 'done', { changeVisibility })).toEqual([])
    expect(await deliver(ids.map(bodyOf), later, { changeVisibility })).toEqual([0, 1, 2])
    expect(events().map(({ event }) => event)).toContain('message.hiding.failed')
  })

  it('tells which message each is, and how old it is', async () => {
    const told: unknown[] = []
    const consume = async (_: string, ageSeconds: number, received: unknown) => {
      told.push([received, Math.round(ageSeconds)])
      return 'done' as const
    }
    await deliver([bodyOf(ids[0]), bodyOf(ids[1])], consume)
    expect(told).toEqual([
      ['message-0', 90],
      ['message-1', 90],
    ])
  })
})

const day = 86_400_000

it('a requeued message stays as old as when it was put first', async () => {
  const firstPutAt = Date.now() - 2 * day
  const ages: number[] = []
  const consume = async (_: string, ageSeconds: number) => {
    ages.push(Math.round(ageSeconds / 3600))
    return 'requeue' as const
  }
  await deliver([bodyOf(ids[0])], consume, { firstPutAt })
  expect(again).toEqual([[bodyOf(ids[0]), new Date(firstPutAt), undefined]])
  expect(ages).toEqual([48])
})

it('a requeued message waits for two weeks and no longer: then it goes the way of those that fail', async () => {
  const putWeeksAgo = (weeks: number) =>
    deliver([bodyOf(ids[0])], requeue, { firstPutAt: Date.now() - weeks * 7 * day })
  expect(await putWeeksAgo(1.99)).toEqual([])
  expect(again).toHaveLength(1)
  expect(await putWeeksAgo(2.01)).toEqual([0])
  expect(again).toEqual([])
  expect(printed.map((line) => JSON.parse(line).why)).toEqual(['too-old'])
})

describe('while the election is suspended', () => {
  const time = aTime(new Date('2026-12-03T12:00:00.000Z'))
  const consume = vi.fn(async () => 'done' as const)
  beforeEach(() => vi.clearAllMocks())

  it('a message that must wait is put again, and not consumed', async () => {
    const waits = { time, waitsWhileSuspended: () => true }
    expect(await deliver([bodyOf(ids[0])], consume, waits)).toEqual([])
    expect(again).toEqual([[bodyOf(ids[0]), expect.any(Date), suspendedRequeueSeconds]])
    expect(consume).not.toHaveBeenCalled()
  })

  it.each([{ waitsWhileSuspended: () => false }, {}])(
    'a message that need not wait is consumed: %o',
    async (waits) => {
      expect(await deliver([bodyOf(ids[0])], consume, { time, ...waits })).toEqual([])
      expect(consume).toHaveBeenCalledTimes(1)
      expect(again).toEqual([])
    },
  )

  it('a calendar that cannot be read gives each message back, for longer each time', async () => {
    const unread = { ...time, refresh: () => Promise.reject(new Error('no table')) }
    expect(await deliver([bodyOf(ids[0])], consume, { time: unread })).toEqual([0])
    expect(consume).not.toHaveBeenCalled()
    expect(hidden).toHaveLength(2)
  })
})
