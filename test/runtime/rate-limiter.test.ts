import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateSharesOf } from '../../lib/rate-shares.ts'
import {
  type RateLimiter,
  rateLimiterPool,
  startRateLimiter,
} from '../../shared/runtime/rate-limiter.ts'
import { virtualTime } from '../fakes/virtual-time.ts'

/** The most that left within any one second, its first instant included and its last not. */
function mostInOneSecond(leftAt: readonly number[]): number {
  const sorted = leftAt.toSorted((one, other) => one - other)
  let first = 0
  let most = 0
  sorted.forEach((instant, index) => {
    while (instant - (sorted[first] as number) >= 1000) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

/** As Lambda drains a queue: each sender takes batch after batch, with a pause between two. */
async function drain(options: {
  smsPerSecond: number
  queued: number
  pause: () => number
  lateness: () => number
  latency: () => number
  renewed?: () => boolean
}): Promise<number[]> {
  const { smsPerSecond, pause, lateness, latency, renewed = () => false } = options
  const { senders, perSecondEach } = rateSharesOf(smsPerSecond)
  const time = virtualTime(lateness)
  const arrivedAt: number[] = []
  let queued = options.queued

  async function publish(limiter: RateLimiter): Promise<void> {
    await limiter.turn()
    await time.sleep(latency())
    arrivedAt.push(time.now())
  }

  async function sender(): Promise<void> {
    // One process each, as on Lambda; now and then a new one.
    let limiters = rateLimiterPool(perSecondEach, time)
    while (queued > 0) {
      await time.sleep(pause())
      if (renewed()) limiters = rateLimiterPool(perSecondEach, time)
      const batch = Math.min(10, queued)
      queued -= batch
      const limiter = limiters.take()
      await Promise.all(Array.from({ length: batch }, () => publish(limiter)))
      await limiter.rest()
    }
  }

  const done = Promise.all(Array.from({ length: senders }, sender))
  await time.pass()
  await done
  return arrivedAt
}

describe('1,000 SMS that wait', () => {
  it('leave at 98 % of 20 a second at least, and never at more in any second', async () => {
    let seed = 7
    const random = (maximum: number) => {
      seed = (seed * 16_807) % 2_147_483_647
      return (seed / 2_147_483_647) * maximum
    }
    const arrivedAt = await drain({
      smsPerSecond: 20,
      queued: 1000,
      pause: () => 20 + random(40),
      lateness: () => random(2),
      latency: () => 60 + random(5),
    })
    expect(arrivedAt).toHaveLength(1000)
    expect(mostInOneSecond(arrivedAt)).toBeLessThanOrEqual(20)
    const seconds = (Math.max(...arrivedAt) - Math.min(...arrivedAt)) / 1000
    expect(1000 / seconds).toBeGreaterThanOrEqual(0.98 * 20)
  })
})

describe('whatever the rate, the load and the pauses', () => {
  it('no second sees more SMS than the rate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 1, max: 300 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 3000 })),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        fc.infiniteStream(fc.boolean()),
        async (smsPerSecond, queued, pauses, jitters, renewals) => {
          const arrivedAt = await drain({
            smsPerSecond,
            queued,
            pause: () => pauses.next().value as number,
            lateness: () => jitters.next().value as number,
            latency: () => 50,
            renewed: () => renewals.next().value as boolean,
          })
          expect(arrivedAt).toHaveLength(queued)
          expect(mostInOneSecond(arrivedAt)).toBeLessThanOrEqual(smsPerSecond)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('two senders in one process have a limiter each, and keep it from one batch to the next', async () => {
    const time = virtualTime(() => 0)
    const limiters = rateLimiterPool(10, time)
    const [one, other] = [limiters.take(), limiters.take()]
    const leftAt: number[] = []
    const send = async (limiter: RateLimiter) => {
      await limiter.turn()
      leftAt.push(time.now())
    }
    const sent = Promise.all([one, other, one, other].map(send))
    await time.pass()
    await sent
    expect(leftAt.map(Math.round)).toEqual([1010, 1010, 1111, 1111])
    const rests = Promise.all([one.rest(), other.rest()])
    await time.pass()
    await rests
    expect(time.now()).toBe(1212)
    await send(limiters.take())
    expect(time.now()).toBe(1212)
  })

  it('the first SMS of a process leaves its predecessor, which may have died, a second', async () => {
    const time = virtualTime(() => 0)
    const turn = startRateLimiter(10, time).turn()
    await time.pass()
    await turn
    expect(time.now()).toBe(1010)
  })

  it('a sender that has nothing to send rests not at all', async () => {
    const time = virtualTime(() => 0)
    await startRateLimiter(10, time).rest()
    expect(time.now()).toBe(0)
  })
})
