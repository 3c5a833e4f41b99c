import { expect, test } from 'vitest'
import { correctSlots } from '../../functions/requeue-overdue-reissues/count-waiting-sms.ts'
import { slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsChange } from '../../shared/domain/sms/sms-change.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { capOf, teamChange } from '../builders/team-change.ts'
import { type BothClocks, later, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aPhone, aSignedInVoter, election, today } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { intercept } from '../fakes/interception.ts'

const { tables } = await forEachTest(aVoterWorld)

const accept = async (phone = aPhone()) =>
  acceptReissue(tables, await aSignedInVoter(tables), { phone })

const correct = (at = now) => correctSlots({ ...tables, election, clock: fakeClock(at) })

async function waitFrom(from: BothClocks): Promise<number> {
  const { freeAt } = await tables.smsSlots.find()
  return Math.round((freeAt.getTime() - from.getTime()) / 1000 / slotSeconds(election))
}

test('the slots take the places of what left that day and of what waits, and no other', async () => {
  const phone = aPhone()
  await sendTo(tables, await accept(phone), phone)
  await accept()
  await accept()
  await tables.smsSlots.correct(today, { freeAt: now, delta: 500 })
  await correct()
  expect((await tables.smsSlots.find()).count).toBe(3)
})

test('the slots keep a place that is taken while they are counted', async () => {
  const smsBreakers = intercept(tables.smsBreakers, async (call) => {
    const usage = await tables.smsSlots.find()
    await tables.smsSlots.reserve(today, { readyAt: now, lengthSeconds: 1, usage })
    return call.run()
  })
  await correctSlots({ ...tables, smsBreakers, election, clock: fakeClock(now) })
  expect((await tables.smsSlots.find()).count).toBe(1)
})

test('the slots keep no place for SMS that a territory cap holds until tomorrow, but for those it lets leave today', async () => {
  const there = dayOfTerritory(today, 'RE')
  const change = (request: SmsChange) =>
    changeBreaker(tables.smsBreakers, (breaker) => teamChange(breaker, request))
  for (let request = 0; request < 5; request++) await accept()
  for (let held = 0; held < 4; held++) await tables.smsDays.countHeldSms(there)
  await tables.smsDays.raiseCount(there, 2)
  const corrected = async (at: BothClocks) => {
    await correct(at)
    return [(await tables.smsSlots.find()).count, await waitFrom(at)]
  }
  await change(capOf('RE', 1))
  expect(await corrected(later(3600))).toEqual([1, 1])
  await change(capOf('RE', 5))
  expect(await corrected(later(7200))).toEqual([4, 4])
  await change(capOf('RE', 9))
  expect(await corrected(later(10_800))).toEqual([5, 5])
  await change({ change: 'uncap', territory: 'RE' })
  expect(await corrected(later(14_400))).toEqual([5, 5])
})

test('the slots free no moment before all that waits could leave, when senders were down', async () => {
  for (let request = 0; request < 10; request++) await accept()
  await correct(later(3600))
  expect(await waitFrom(later(3600))).toBe(10)
})

test('the slots free the moments that they had free, as long as senders keep to the rate', async () => {
  await accept()
  await correct()
  expect(await waitFrom(later(election.smsDelaySeconds))).toBe(1)
})
