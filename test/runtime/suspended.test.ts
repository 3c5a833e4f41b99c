import { describe, expect, it, vi } from 'vitest'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import { suspendedLookSeconds } from '../../shared/domain/election/calendar.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { type HideMessage, queueHandler } from '../../shared/runtime/queue.ts'
import { call, originToken } from '../fakes/api-event.ts'
import { expectProblem, handOver } from './pipeline.ts'

const tokens = async () => [originToken] as const
const since = new Date('2026-12-03T12:00:00.000Z')

function aTime(suspendedSince: Date | undefined) {
  let seen: Date | undefined
  return {
    async refresh() {
      seen = suspendedSince
    },
    suspendedSince: () => seen,
  }
}

describe('while the election is suspended', () => {
  it('a route refuses before it does anything', async () => {
    const route = vi.fn(async () => ({ status: 204 }))
    expectProblem(await call(httpHandler(tokens, route, aTime(since))), 403, 'suspended')
    expect(route).not.toHaveBeenCalled()
  })

  it('one that shows or takes back answers', async () => {
    const route = vi.fn(async () => ({ status: 204 }))
    const handler = httpHandler(tokens, route, aTime(since), 'answers')
    expect((await call(handler)).status).toBe(204)
  })

  it('a message that must wait is put again, and not consumed', async () => {
    const { consumed, again, returned } = await deliver(aTime(since), () => true)
    expect({ consumed, returned }).toEqual({ consumed: 0, returned: 0 })
    expect(again).toEqual([suspendedLookSeconds])
  })

  it('a message that need not wait is consumed', async () => {
    expect(await deliver(aTime(since), () => false)).toEqual({
      consumed: 1,
      again: [],
      returned: 0,
    })
    expect((await deliver(aTime(since))).consumed).toBe(1)
  })
})

it('a calendar that cannot be read gives each message back, for longer each time', async () => {
  const time = aTime(undefined)
  time.refresh = () => Promise.reject(new Error('no table'))
  const hidden: number[] = []
  const hide = async (_: string, seconds: number) => void hidden.push(seconds)
  const { consumed, returned } = await deliver(time, () => true, hide)
  expect({ consumed, returned }).toEqual({ consumed: 0, returned: 1 })
  expect(hidden).toHaveLength(2)
})

async function deliver(
  time: ReturnType<typeof aTime>,
  waitsWhileSuspended?: () => boolean,
  hideMessage: HideMessage = async () => {},
) {
  let consumed = 0
  const again: (number | undefined)[] = []
  const handler = queueHandler({
    schema: reissueMessage,
    hideMessage,
    putAgain: async (_, __, delaySeconds) => void again.push(delaySeconds),
    time,
    ...(waitsWhileSuspended && { waitsWhileSuspended }),
    begin: () => ({
      async consume() {
        consumed++
        return 'done'
      },
    }),
  })
  const body = JSON.stringify({ reissueId: '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01' })
  const returned = (await handOver(handler, [body])).length
  return { consumed, again, returned }
}
