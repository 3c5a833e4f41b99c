import { expect, test } from 'vitest'
import { correctSlots } from '../../functions/requeue-overdue-reissues/count-waiting-sms.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { backOffSeconds } from '../../shared/domain/back-off.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { senderCount } from '../../shared/domain/rate-limiter.ts'
import { expectedTime, slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { acceptReissue, usualPorts } from '../builders/journey-steps.ts'
import { seeded } from '../builders/seeded.ts'
import { now } from '../builders/values.ts'
import { election as anElection, aPhone, aSignedInVoter, today } from '../builders/voters.ts'
import { inMemoryCarrier } from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { virtualTime } from '../fakes/virtual-time.ts'
import { inFull } from '../size.ts'

const usual = {
  smsDelaySeconds: 120,
  smsPerSecond: 20,
  mailsPerSecond: 1000,
  smsDailyCap: 1_000_000,
}

/** @returns request times in milliseconds, and by how many seconds each SMS came before its expected time */
async function simulateRequests(
  comeAtSeconds: readonly number[],
  {
    refusals = 0,
    correctsAtSeconds = 0,
    stopped,
    changes = {},
  }: {
    changes?: Partial<typeof usual>
    refusals?: number
    correctsAtSeconds?: number
    stopped?: { fromSeconds: number; toSeconds: number }
  } = {},
): Promise<{ askedAt: number; margin: number }[]> {
  const election = { ...usual, ...changes }
  const random = seeded(1)
  const time = virtualTime(() => random())
  const margins: { askedAt: number; margin: number }[] = []
  const queue: { askedAt: number; visibleAt: number; expectedAt: number; tries: number }[] = []
  const { smsSlots, smsRate, smsBreakers } = inMemoryTables()
  const admissionMilliseconds = 300
  const clock = () => secondsLater(now, time.now() / 1000)
  let inHand = 0

  async function correctEachMinute(): Promise<void> {
    await time.sleep(correctsAtSeconds * 1000)
    while (margins.length < comeAtSeconds.length) {
      const began = time.now()
      await correctSlots({
        smsSlots,
        smsBreakers,
        smsDays: { find: async () => ({ smsCount: margins.length, heldCount: 0 }) },
        overdueReissues: { countUnsentSms: async () => queue.length + inHand },
        election: { ...election, timeZone: 'Europe/Paris' },
        clock,
      })
      await time.sleep(began + 60_000 - time.now())
    }
  }

  async function requests(): Promise<void> {
    for (const second of comeAtSeconds) {
      await time.sleep(Math.max(0, second * 1000 - time.now()))
      const at = secondsLater(now, time.now() / 1000)
      const readyAt = secondsLater(at, election.smsDelaySeconds)
      const slot = { readyAt, lengthSeconds: slotSeconds(election) }
      const usage = await smsSlots.find()
      const expectedAt = expectedTime(usage, election, today, at)
      void time.sleep(admissionMilliseconds).then(() => smsSlots.reserve(today, { ...slot, usage }))
      queue.push({
        askedAt: time.now(),
        visibleAt: time.now() + election.smsDelaySeconds * 1000,
        expectedAt: expectedAt.getTime() - now.getTime(),
        tries: 0,
      })
    }
  }

  async function sender(): Promise<void> {
    const { sleep } = time
    const begin = rateLimiter(smsRate, 'sms', election.smsPerSecond, { clock, sleep, random })
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
      const takeToken = begin()
      const send = async (message: (typeof batch)[number]) => {
        expect(await takeToken()).toBe(true)
        inHand--
        if (random() < refusals) {
          message.tries++
          message.visibleAt = time.now() + backOffSeconds(message.tries, random()) * 1000
          queue.push(message)
        } else {
          const arrivesAt = time.now() + 2000 + random() * 8000
          const { askedAt, expectedAt } = message
          margins.push({ askedAt, margin: (expectedAt - arrivesAt) / 1000 })
        }
      }
      await Promise.all(batch.map(send))
    }
  }

  const all = Promise.all([
    requests(),
    correctEachMinute(),
    ...Array.from({ length: senderCount('sms', election.smsPerSecond) }, sender),
  ])
  await time.pass()
  await all
  return margins
}

const marginsOf = async (...situation: Parameters<typeof simulateRequests>) =>
  (await simulateRequests(...situation)).map(({ margin }) => margin)

const spread = (count: number, seconds: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + (index * seconds) / count)

const kept = (margins: number[]) => margins.filter((margin) => margin >= 0).length / margins.length

test.each([
  ['a quiet hour', spread(300, 3600), 60],
  ['three quarters of the rate', spread(4500, 300), 60],
  [
    'ten times the rate for twenty seconds, then calm',
    [...spread(4000, 20), ...spread(300, 300, 20)],
    Number.POSITIVE_INFINITY,
  ],
  ['all at once', spread(1000, 0.1), Number.POSITIVE_INFINITY],
  ['twice the rate for two minutes', spread(4800, 120), Number.POSITIVE_INFINITY],
])('the expected time holds in 19 of 20: %s', async (_, comeAtSeconds, longestMargin) => {
  const margins = await marginsOf(comeAtSeconds)
  expect(margins).toHaveLength(comeAtSeconds.length)
  expect(kept(margins)).toBeGreaterThanOrEqual(0.95)
  expect(Math.max(...margins)).toBeLessThanOrEqual(longestMargin)
})

test.each([30, 59])(
  'the expected time holds when slots are first corrected after %i s',
  async (correctsAtSeconds) => {
    expect(kept(await marginsOf(spread(6000, 60), { correctsAtSeconds }))).toBeGreaterThanOrEqual(
      0.95,
    )
  },
)

test('the expected time holds for whoever asks once senders that were down catch up', async ({
  skip,
}) => {
  inFull(skip)
  // At nine tenths of the rate, the backlog of five minutes does not clear in this run.
  const comeAt = spread(18 * 600, 600)
  const stopped = { fromSeconds: 0, toSeconds: 300 }
  const changes = { smsDelaySeconds: 10 }
  const margins = await simulateRequests(comeAt, { stopped, changes, correctsAtSeconds: 30 })
  const afterwards = margins.filter(({ askedAt }) => askedAt > 300_000)
  expect(afterwards).toHaveLength(18 * 300)
  expect(kept(afterwards.map(({ margin }) => margin))).toBeGreaterThanOrEqual(0.95)
})

test('the expected time holds although SNS refuses one SMS in five', async () => {
  const margins = await marginsOf(spread(1500, 300), { refusals: 0.2 })
  expect(kept(margins)).toBeGreaterThanOrEqual(0.95)
})

test('each SMS beyond the cap leaves on the expected day, though thrice the cap waits', async () => {
  const tables = inMemoryTables()
  const clock = fakeClock(now)
  const capped = { ...anElection, smsDailyCap: 30 }
  const requests: { reissueId: string; phone: string }[] = []
  for (let request = 0; request < 90; request++) {
    const phone = aPhone()
    const { reissueId } = await acceptReissue(tables, await aSignedInVoter(tables), { phone })
    requests.push({ reissueId, phone })
  }
  await Promise.all(Array.from({ length: 30 }, () => tables.smsDays.count(today, 30)))
  const carrier = inMemoryCarrier(...requests.map(({ phone }) => phone))
  const ports = { ...usualPorts(tables, now, clock), carrier, election: capped }
  const send = ({ reissueId }: { reissueId: string }) => sendIdentifier(ports, reissueId)
  clock.advance(capped.smsDelaySeconds)
  for (const one of requests) expect(await send(one)).toMatchObject({ outcome: 'held' })
  const expectedTimes = requests.map(({ reissueId }) => tables.look.reissue(reissueId).expectedAt)

  for (let minute = 0; minute < 5 * 1440; minute += 5) {
    clock.advance(300)
    const due = requests.filter(({ reissueId }) => {
      const { smsDueAt } = tables.look.reissue(reissueId)
      return smsDueAt !== undefined && smsDueAt <= clock()
    })
    for (const one of due.reverse()) await send(one)
  }
  const lateSeconds = requests.map(({ reissueId }, index) => {
    const { history } = tables.look.reissue(reissueId)
    const sentAt = history.find(({ state }) => state === 'sent')?.at.getTime() ?? Infinity
    return (sentAt - (expectedTimes[index] as Date).getTime()) / 1000
  })
  expect(Math.max(...lateSeconds)).toBeLessThanOrEqual(300)
})
