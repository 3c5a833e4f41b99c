import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Consumption, queueHandler } from '../../functions/runtime/queue.ts'

const ids = [
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c02',
  '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c03',
] as const

let printed: string[]

beforeEach(() => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    printed.push(line)
  })
})

afterEach(() => vi.restoreAllMocks())

const bodyOf = (reissueId: string) => JSON.stringify({ reissueId })

/** Hands the bodies over as one batch; returns the positions of those that go back. */
async function deliver(
  bodies: string[],
  consume: (reissueId: string) => Promise<Consumption>,
): Promise<number[]> {
  const Records = bodies.map(
    (body, index) => ({ messageId: `message-${index}`, body }) as SQSRecord,
  )
  const handler = queueHandler(consume) as unknown as (
    event: SQSEvent,
    context: Context,
  ) => Promise<SQSBatchResponse>
  const { batchItemFailures } = await handler({ Records }, {} as Context)
  return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.split('-')[1]))
}

describe('a batch of messages', () => {
  it('is consumed, each once, and none goes back', async () => {
    const consumed: string[] = []
    const consume = async (reissueId: string) => {
      consumed.push(reissueId)
      return 'done' as const
    }
    expect(await deliver(ids.map(bodyOf), consume)).toEqual([])
    expect(consumed).toEqual(ids)
    expect(printed).toEqual([])
  })

  it('gives back the one whose consumption fails, alone, and says only its class', async () => {
    const consume = async (reissueId: string) => {
      if (reissueId === ids[1]) throw new RangeError('+33612345678')
      return 'done' as const
    }
    expect(await deliver(ids.map(bodyOf), consume)).toEqual([1])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'message.returned', messageId: 'message-1', why: 'RangeError' },
    ])
    expect(printed.join()).not.toContain('612345678')
  })

  it('gives back the one that must wait', async () => {
    const consume = async (reissueId: string) => (reissueId === ids[2] ? 'later' : 'done')
    expect(await deliver(ids.map(bodyOf), consume)).toEqual([2])
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'message.returned', messageId: 'message-2', why: 'busy' },
    ])
  })

  it.each([
    '',
    'not JSON',
    'null',
    '42',
    '[]',
    '{}',
    '{"reissueId":null}',
    '{"reissueId":42}',
    '{"reissueId":""}',
    '{"reissueId":"reissue-1"}',
    '{"reissueId":"6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01 "}',
    '{"__proto__":{"reissueId":"6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01"}}',
    '["6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01"]',
  ])(
    'gives back the one that cannot be read, alone, and consumes nothing of it: %s',
    async (body) => {
      const consume = vi.fn(async () => 'done' as const)
      expect(await deliver([bodyOf(ids[0]), body, bodyOf(ids[2])], consume)).toEqual([1])
      expect(consume.mock.calls).toEqual([[ids[0]], [ids[2]]])
    },
  )

  it('never repeats in the journal what a message said', async () => {
    await deliver(['{"reissueId":"+33612345678"}', 'B512 3456 7890'], async () => 'done')
    expect(printed).toHaveLength(2)
    expect(printed.join()).not.toMatch(/612345678|3456/)
  })
})
