import { beforeEach, expect, test } from 'vitest'
import { countLateSms } from '../../functions/requeue-overdue-reissues/count-waiting-sms.ts'
import { smsWatcher } from '../../functions/watch-vote/watch-sms.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { applyReceipt } from '../../shared/domain/sms/sms-breaker.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { teamChange } from '../builders/team-change.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election

const { tables, clock, events, ports } = await forEachTest(aVoterWorld)
let watch: () => Promise<string[]>

beforeEach(() => {
  watch = smsWatcher(ports)
})

async function openBreaker() {
  const breaker = await tables.smsBreakers.find()
  const refusal = { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' } as const
  const open = applyReceipt(breaker, refusal, now)
  await tables.smsBreakers.replace(breaker, open)
  return open
}

async function leave(territory: string, count: number, failed: number): Promise<void> {
  const day = electionDayOf(clock(), timeZone)
  for (let sms = 0; sms < count; sms++) {
    await tables.handoverDays.count(day, { territory, seconds: 130 })
    await tables.handoverDays.countReceipt(day, { territory, failed: sms < failed })
  }
}

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    clock.advance(60)
    await watch()
  }
}

const failing = { event: 'sms.failing', territory: 'YT', receipts: 20, failed: 20 }

test('a carrier that refuses all SMS of a territory shows within the hour after a whole day of arrivals', async () => {
  await leave('YT', 300, 3)
  await pass(61)
  await leave('FR', 500, 20)
  await leave('YT', 20, 20)
  clock.advance(60)
  expect(await watch()).toEqual(['YT'])
  expect(events).toEqual([failing])
})

test('a carrier that refuses all SMS shows no more an hour after the last of them', async () => {
  await leave('YT', 20, 20)
  await pass(70)
  expect(events).toHaveLength(60)
  clock.advance(30)
  await watch()
  expect(events).toHaveLength(60)
})

test.each([
  ['fewer than five', 4, 4],
  ['fewer than half of them', 40, 19],
])('a carrier that refuses is not reported from %s that failed', async (_, count, failed) => {
  await leave('YT', count, failed)
  await pass(1)
  expect(events).toEqual([])
})

test('a carrier that refuses all SMS is not compared with what the day before had', async () => {
  await leave('YT', 20, 20)
  await pass(1)
  clock.advance(86_400)
  await leave('YT', 20, 20)
  await pass(1)
  expect(events).toEqual([failing, failing])
})

const send = async (count: number) => {
  for (let sms = 0; sms < count; sms++) {
    await tables.handoverDays.count(electionDayOf(clock(), timeZone), {
      territory: 'FR',
      seconds: 1,
    })
  }
}
const missing = (handedOver: number) => ({ event: 'receipts.missing', handedOver })

test('receipts are missing ten minutes after ten SMS', async () => {
  await send(10)
  await pass(10)
  expect(events).toEqual([])
  await pass(1)
  expect(events).toEqual([missing(10)])
})

test('receipts are missing within the hour after a whole day of receipts', async () => {
  await leave('FR', 300, 3)
  await pass(61)
  await send(12)
  await pass(61)
  expect(events).toContainEqual(missing(12))
  expect(events.length).toBeLessThanOrEqual(60)
})

test('receipts are not missing when one came, nor of fewer SMS', async () => {
  await send(9)
  await pass(30)
  await send(30)
  await leave('FR', 1, 0)
  await pass(30)
  expect(events).toEqual([])
})

test('an open breaker is reported every minute, and no more once it is closed', async () => {
  await openBreaker()
  await pass(2)
  const open = { event: 'breaker.open', open: ['account'] }
  expect(events).toEqual([open, open])
  const found = await tables.smsBreakers.find()
  await tables.smsBreakers.replace(found, teamChange(found, { change: 'close' }, clock()))
  await pass(1)
  expect(events).toHaveLength(2)
})

test('an open breaker is reported no more when nothing waits that could try', async () => {
  await openBreaker()
  // The half-open probe is due after 15 minutes, and waiting SMS check every five.
  await pass(40)
  expect(events).toHaveLength(24)
})

test('the team hears of a breaker for as long as one SMS tries it, however long ago it might', async () => {
  const open = await openBreaker()
  const trial = { reissueId: 'two', until: secondsLater(now, 3600), hasLeft: false }
  const { account } = open.circuits
  if (!account) throw new Error('It is not open')
  const tried = { ...open, circuits: { account: { ...account, trial } } }
  await tables.smsBreakers.replace(await tables.smsBreakers.find(), tried)
  await pass(40)
  expect(events).toHaveLength(40)
})

test('the team hears of an SMS once it is a quarter of an hour late, however often it was tried', async () => {
  const due = await aDueReissue()
  const { expectedAt } = due.stored()
  const count = () => countLateSms({ ...due.ports, journal: ports.journal })
  due.clock.set(secondsLater(expectedAt, 900))
  await count()
  expect(events).toEqual([])
  due.clock.advance(0.001)
  await count()
  expect(events).toEqual([{ event: 'sms.late', count: 1 }])
  await due.deliver()
  await count()
  expect(events).toHaveLength(1)
})
