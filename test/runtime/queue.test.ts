import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import { suspendedLookSeconds } from '../../shared/domain/election/calendar.ts'
import { MailNotTaken } from '../../shared/domain/mail/mail.ts'
import { type Consumption, type PutAgain, queueHandler } from '../../shared/runtime/queue.ts'
import { aTime, handOver, printedLines } from './pipeline.ts'

const ids = [
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c02',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c03',
] as const

const printed = printedLines()

const bodyOf = (reissueId: string) => JSON.stringify({ reissueId })

let postponed: [string, number][]

let hidden: [string, number][]

async function deliver(
  bodies: string[],
  consume: (reissueId: string, ageSeconds: number, received: unknown) => Promise<Consumption>,
  options: {
    tries?: number
    postpone?: () => Promise<void>
    putAgain?: PutAgain
    time?: ReturnType<typeof aTime>
    waitsWhileSuspended?: () => boolean
    /** In milliseconds, for a requeued message. */
    firstPutAt?: number
  } = {},
): Promise<number[]> {
  postponed = []
  hidden = []
  const isBegin = (handle: string) => !hidden.some(([one]) => one === handle)
  const handler = queueHandler({
    schema: reissueMessage,
    hideMessage:
      options.postpone ??
      (async (handle, seconds) => {
        ;(isBegin(handle) ? hidden : postponed).push([handle, seconds])
      }),
    ...options,
    begin: () => ({
      consume: ({ reissueId }, received, ageSeconds) => consume(reissueId, ageSeconds, received),
    }),
  })
  return handOver(handler, bodies, options)
}

describe('a batch of messages', () => {
  it('gives back the one whose consumption fails, alone, and says only its class', async () => {
    const consume = async (reissueId: string) => {
      if (reissueId === ids[1]) throw new RangeError('+33612345678')
      return 'done' as const
    }
    expect(await deliver(ids.map(bodyOf), consume)).toEqual([1])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'message.returned', queueMessageId: 'message-1', why: 'RangeError', frames: [] },
    ])
    expect(printed.join()).not.toContain('612345678')
  })

  it('gives back the one that must wait', async () => {
    const consume = async (reissueId: string) => (reissueId === ids[2] ? 'later' : 'done')
    expect(await deliver(ids.map(bodyOf), consume)).toEqual([2])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'message.returned', queueMessageId: 'message-2', why: 'later' },
    ])
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
  ])(
    'gives back the one that cannot be read, alone, and consumes nothing of it: %s',
    async (body) => {
      const consume = vi.fn(async (_: string) => 'done' as const)
      expect(await deliver([bodyOf(ids[0]), body, bodyOf(ids[2])], consume)).toEqual([1])
      expect(consume.mock.calls.map(([id]) => id)).toEqual([ids[0], ids[2]])
    },
  )

  it('never repeats in the journal what a message said', async () => {
    await deliver(['{"reissueId":"+33612345678"}', 'B512 3456 7890'], async () => 'done')
    expect(printed).toHaveLength(2)
    expect(printed.join()).not.toMatch(/612345678|3456/)
  })
})

describe('a message that goes back', () => {
  const later = async () => 'later' as const

  it('stays hidden for some seconds, and those that are done with are not hidden at all', async () => {
    await deliver(ids.map(bodyOf), async (id) => (id === ids[1] ? 'later' : 'done'))
    expect(postponed).toEqual([['handle-1', expect.any(Number)]])
  })

  it('comes back with the rest of its batch although it cannot be hidden', async () => {
    const postpone = () => Promise.reject(new RangeError('no answer'))
    expect(await deliver(ids.map(bodyOf), later, { postpone })).toEqual([0, 1, 2])
    expect(printed.map((line) => JSON.parse(line).event)).toContain('message.hiding.failed')
  })

  it('is never put again as a new one, which would begin its tries anew and never reach the DLQ', async () => {
    const putAgain = vi.fn(async () => {})
    expect(await deliver([bodyOf(ids[0])], later, { putAgain, tries: 10 })).toEqual([0])
    expect(putAgain).not.toHaveBeenCalled()
  })
})

describe('an invocation', () => {
  it('hides its messages for as long as it may run, and five seconds more', async () => {
    await deliver(ids.map(bodyOf), async () => 'done')
    expect(hidden).toEqual([0, 1, 2].map((index) => [`handle-${index}`, 35]))
  })

  it('goes on when they cannot be hidden: the time of the queue is longer', async () => {
    const postpone = () => Promise.reject(new RangeError('no answer'))
    expect(await deliver(ids.map(bodyOf), async () => 'done', { postpone })).toEqual([])
  })

  it('tells which message each is, how often it was delivered, and how old it is', async () => {
    const told: unknown[] = []
    const consume = async (_: string, ageSeconds: number, received: unknown) => {
      told.push([received, Math.round(ageSeconds)])
      return 'done' as const
    }
    await deliver([bodyOf(ids[0]), bodyOf(ids[1])], consume, { tries: 3 })
    expect(told).toEqual([
      [{ queueMessageId: 'message-0', receiveCount: 3 }, 90],
      [{ queueMessageId: 'message-1', receiveCount: 3 }, 90],
    ])
  })
})

describe('a message whose turn has not come', () => {
  const requeue = async () => 'requeue' as const

  it('is put again as a new one, and the old one goes: that was no failed try', async () => {
    const again: string[] = []
    const putAgain = async (body: string) => void again.push(body)
    expect(await deliver(ids.map(bodyOf), requeue, { putAgain, tries: 10 })).toEqual([])
    expect(again).toEqual(ids.map(bodyOf))
    expect(postponed).toEqual([])
    expect(printed).toEqual([])
  })

  it('is put again for later when its consumer says so', async () => {
    const again: unknown[] = []
    const putAgain = async (...put: unknown[]) => void again.push(put)
    const tomorrow = async () => ({ requeueAfterSeconds: 900 })
    expect(await deliver([bodyOf(ids[0])], tomorrow, { putAgain })).toEqual([])
    expect(again).toEqual([[bodyOf(ids[0]), expect.any(Date), 900]])
  })

  it('goes back itself when it could not be put again', async () => {
    const putAgain = () => Promise.reject(new Error('no answer'))
    const notTaken = () => Promise.reject(new MailNotTaken('Throttling'))
    for (const consume of [requeue, notTaken]) {
      expect(await deliver([bodyOf(ids[0])], consume, { putAgain })).toEqual([0])
      expect(postponed).toHaveLength(1)
    }
  })

  it('goes back itself when its consumer puts none again', async () => {
    expect(await deliver([bodyOf(ids[0])], requeue)).toEqual([0])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([{ why: 'later' }])
    expect(printed.join()).not.toContain('frames')
  })
})

describe('a message whose mail is not taken for now', () => {
  const notTaken = () => Promise.reject(new MailNotTaken('Throttling'))

  it('is put again for later, as often as it takes, and says no more than that', async () => {
    const again: unknown[] = []
    const putAgain = async (...put: unknown[]) => void again.push(put)
    expect(await deliver([bodyOf(ids[0])], notTaken, { putAgain, tries: 10 })).toEqual([])
    expect(again).toEqual([[bodyOf(ids[0]), expect.any(Date), 60]])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'mail.not-taken', why: 'Throttling', waitedSeconds: 90 },
    ])
  })
})

describe('a message that is put again', () => {
  const requeue = async () => 'requeue' as const
  const day = 86_400_000

  it('stays as old as when it was put first', async () => {
    const firstPutAt = Date.now() - 2 * day
    const put: Date[] = []
    const ages: number[] = []
    const putAgain: PutAgain = async (_, putAt) => void put.push(putAt)
    const consume = async (_: string, ageSeconds: number) => {
      ages.push(Math.round(ageSeconds / 3600))
      return 'requeue' as const
    }
    await deliver([bodyOf(ids[0])], consume, { putAgain, firstPutAt })
    expect(put).toEqual([new Date(firstPutAt)])
    expect(ages).toEqual([48])
  })

  it('waits for two weeks and no longer: then it goes the way of those that fail', async () => {
    const again: Date[] = []
    const putAgain: PutAgain = async (_, putAt) => void again.push(putAt)
    const putWeeksAgo = (weeks: number) =>
      deliver([bodyOf(ids[0])], requeue, { putAgain, firstPutAt: Date.now() - weeks * 7 * day })
    expect(await putWeeksAgo(1.99)).toEqual([])
    expect(await putWeeksAgo(2.01)).toEqual([0])
    expect(again).toHaveLength(1)
    expect(printed.map((line) => JSON.parse(line).why)).toEqual(['too-old'])
  })
})

describe('while the election is suspended', () => {
  const time = aTime(new Date('2026-12-03T12:00:00.000Z'))
  const consume = vi.fn(async () => 'done' as const)
  const putAgain = vi.fn(async () => {})
  beforeEach(() => vi.clearAllMocks())

  it('a message that must wait is put again, and not consumed', async () => {
    const waits = { time, putAgain, waitsWhileSuspended: () => true }
    expect(await deliver([bodyOf(ids[0])], consume, waits)).toEqual([])
    const again = [bodyOf(ids[0]), expect.any(Date), suspendedLookSeconds]
    expect(putAgain.mock.calls).toEqual([again])
    expect(consume).not.toHaveBeenCalled()
  })

  it.each([{ waitsWhileSuspended: () => false }, {}])(
    'a message that need not wait is consumed: %o',
    async (waits) => {
      expect(await deliver([bodyOf(ids[0])], consume, { time, putAgain, ...waits })).toEqual([])
      expect(consume).toHaveBeenCalledTimes(1)
      expect(putAgain).not.toHaveBeenCalled()
    },
  )

  it('a calendar that cannot be read gives each message back, for longer each time', async () => {
    const unread = { ...time, refresh: () => Promise.reject(new Error('no table')) }
    expect(await deliver([bodyOf(ids[0])], consume, { time: unread, putAgain })).toEqual([0])
    expect(consume).not.toHaveBeenCalled()
    expect(postponed).toHaveLength(1)
  })
})
