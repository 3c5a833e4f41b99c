import { describe, expect, it } from 'vitest'
import { expectationOf, slotSeconds } from '../../functions/domain/expectation.ts'
import { secondsLater } from '../../functions/domain/reissue.ts'
import { smsDayOf } from '../../functions/domain/sms-day.ts'
import { backOffSeconds } from '../../functions/runtime/queue.ts'
import { paceKeeper } from '../../functions/send-identifier/pace.ts'
import { sharesOf } from '../../lib/pacing.ts'
import { now } from '../builders.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { virtualTime } from '../fakes/virtual-time.ts'

const election = { smsDelaySeconds: 120, smsPerSecond: 20, smsDailyCap: 1_000_000 }
const day = smsDayOf(now, 'Europe/Paris')

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/**
 * Requests that come at the given seconds, each promised a time from what waits then, through a queue
 * with a delay and the senders at their pace, with a carrier that takes some seconds.
 * @returns by how many seconds each SMS came before its promise; below zero, it came after
 */
async function marginsOf(
  comeAtSeconds: readonly number[],
  {
    refusals = 0,
    countAgeSeconds = 0,
    stopped,
  }: {
    refusals?: number
    countAgeSeconds?: number
    /** When no sender works. */
    stopped?: { fromSeconds: number; toSeconds: number }
  } = {},
): Promise<number[]> {
  const random = randomFrom(1)
  const time = virtualTime(() => random())
  const { senders, smsPerSecondEach } = sharesOf(election.smsPerSecond)
  const margins: number[] = []
  const queue: { visibleAt: number; promisedAt: number; tries: number }[] = []
  const { smsDays } = inMemoryTables()
  let inHand = 0
  let count = { at: 0, waiting: 0 }

  /** SQS tells how many wait, some time after the fact. */
  function counted(): number {
    if (time.now() - count.at >= countAgeSeconds * 1000) {
      count = { at: time.now(), waiting: queue.length + inHand }
    }
    return count.waiting
  }

  async function requests(): Promise<void> {
    for (const second of comeAtSeconds) {
      await time.sleep(Math.max(0, second * 1000 - time.now()))
      const today = { smsCount: 0, heldCount: 0 }
      const at = secondsLater(now, time.now() / 1000)
      const ready = secondsLater(at, election.smsDelaySeconds)
      const slot = await smsDays.reserve(day, ready, slotSeconds(election))
      const ahead = { slot, waiting: counted(), today, yesterday: today }
      const expectedAt = expectationOf(ahead, election, day, at)
      queue.push({
        visibleAt: time.now() + election.smsDelaySeconds * 1000,
        promisedAt: expectedAt.getTime() - now.getTime(),
        tries: 0,
      })
    }
  }

  async function sender(): Promise<void> {
    const paces = paceKeeper(smsPerSecondEach, time)
    while (margins.length < comeAtSeconds.length) {
      await time.sleep(20 + random() * 40)
      const seconds = time.now() / 1000
      if (stopped && seconds >= stopped.fromSeconds && seconds < stopped.toSeconds) {
        await time.sleep(1000)
        continue
      }
      const batch = queue.filter(({ visibleAt }) => visibleAt <= time.now()).slice(0, 10)
      if (batch.length === 0) {
        await time.sleep(500)
        continue
      }
      for (const message of batch) queue.splice(queue.indexOf(message), 1)
      inHand += batch.length
      const pace = paces.take()
      for (const message of batch) {
        await pace.turn()
        inHand--
        if (random() < refusals) {
          message.tries++
          message.visibleAt = time.now() + backOffSeconds(message.tries, random()) * 1000
          queue.push(message)
        } else {
          const arrivesAt = time.now() + 2000 + random() * 8000
          margins.push((message.promisedAt - arrivesAt) / 1000)
        }
      }
      await pace.rest()
    }
  }

  const all = Promise.all([requests(), ...Array.from({ length: senders }, sender)])
  await time.pass()
  await all
  return margins
}

/** So many requests, spread evenly over so many seconds from a given one. */
const spread = (count: number, seconds: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + (index * seconds) / count)

const kept = (margins: number[]) => margins.filter((margin) => margin >= 0).length / margins.length

describe('the time that a voter is promised', () => {
  it.each([
    ['a quiet hour', spread(300, 3600)],
    ['three quarters of the rate', spread(4500, 300)],
    [
      'ten times the rate for twenty seconds, then calm',
      [...spread(4000, 20), ...spread(300, 300, 20)],
    ],
    ['all at once', spread(1000, 0.1)],
    ['twice the rate for five minutes', spread(12_000, 300)],
  ])('is kept for nineteen in twenty at least: %s', async (_, comeAtSeconds) => {
    const margins = await marginsOf(comeAtSeconds)
    expect(margins).toHaveLength(comeAtSeconds.length)
    expect(kept(margins)).toBeGreaterThanOrEqual(0.95)
  })

  it.each([
    [10, spread(4000, 20)],
    [30, spread(12_000, 60)],
    [60, spread(6000, 60)],
    [60, spread(7200, 120)],
  ])('is kept although SQS tells who waits %i seconds late', async (countAgeSeconds, comeAt) => {
    expect(kept(await marginsOf(comeAt, { countAgeSeconds }))).toBeGreaterThanOrEqual(0.95)
  })

  it('is kept by those who ask once senders that were down have work to catch up', async () => {
    const before = spread(1800, 300)
    const after = spread(900, 150, 301)
    const stopped = { fromSeconds: 0, toSeconds: 300 }
    const margins = await marginsOf([...before, ...after], { stopped })
    expect(kept(margins.slice(before.length))).toBeGreaterThanOrEqual(0.95)
  })

  it('is kept although SNS refuses one SMS in five', async () => {
    const margins = await marginsOf(spread(1500, 300), { refusals: 0.2 })
    expect(kept(margins)).toBeGreaterThanOrEqual(0.95)
  })

  it('is not longer than need be: on a quiet day the SMS is there within the minute before', async () => {
    const margins = await marginsOf(spread(100, 3600))
    expect(Math.max(...margins)).toBeLessThanOrEqual(60)
  })
})
