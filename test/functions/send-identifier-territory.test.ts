import { expect, it, test } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { checkTimeFor } from '../../shared/domain/sms/expected-time.ts'
import { changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsChange } from '../../shared/domain/sms/sms-change.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { capOf, pauseOf, teamChange } from '../builders/team-change.ts'
import { election, today } from '../builders/voters.ts'
import { intercept } from '../fakes/interception.ts'

const there = dayOfTerritory(today, 'FR')
const full = { ...election, smsDailyCap: 1 }
const nothing = { smsCount: 0, heldCount: 0 }

const due = await forEachTest(aDueReissue)

const change = (request: SmsChange) =>
  changeBreaker(due.tables.smsBreakers, (breaker) => teamChange(breaker, request))
const fill = async () => {
  await change(capOf('FR', 1))
  await due.tables.smsDays.count(there, 1)
}
const counts = async () => [
  await due.tables.smsDays.find(there),
  await due.tables.smsDays.find(today),
]
const heldBy = async (setting: typeof election) => {
  const sending = await due.deliver({ election: setting })
  return sending.outcome === 'held' && sending.by
}

test('an SMS beyond the cap of its territory waits for the next day, takes no place of this one, and its voter is told which cap', async () => {
  await fill()
  const until = secondsLater(due.clock(), 300)
  expect(await due.deliver()).toEqual({ outcome: 'held', until, by: 'territory-cap' })
  expect(await counts()).toEqual([{ smsCount: 1, heldCount: 1 }, nothing])
  expect(due.validIdentifier()).toBe('old')
  expect(due.stored().expectedAt > today.endsAt).toBe(true)
  expect(due.stored()).toMatchObject({ state: 'held', heldOn: there.day })
  expect(await due.mail()).toBe('territory-cap')
  expect(due.mailer.mails[0]?.text).toContain('le territoire de ce numéro est atteint')
})

test('an SMS beyond the cap of its territory leaves once that is lifted, however late it is expected', async () => {
  await fill()
  await due.tables.smsDays.countHeldSms(there)
  await due.deliver()
  due.clock.set(secondsLater(today.endsAt, 1))
  expect(await due.deliver()).toMatchObject({ outcome: 'held' })
  await change({ change: 'uncap', territory: 'FR' })
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
  expect(await due.tables.smsDays.find(there)).toEqual({ smsCount: 1, heldCount: 1 })
})

test('an SMS beyond the cap of its territory leaves the next day, in time for its expected time', async () => {
  await fill()
  await due.deliver()
  due.clock.set(checkTimeFor(due.stored().expectedAt))
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
  const tomorrow = electionDayOf(due.clock(), election.timeZone)
  const ofTomorrow = await due.tables.smsDays.find(dayOfTerritory(tomorrow, 'FR'))
  expect(ofTomorrow).toEqual({ smsCount: 1, heldCount: 0 })
})

test('an SMS that did not leave gives back its place, of the territory and of the day', async () => {
  await change(capOf('FR', 5))
  due.carrier.throttle(1)
  expect(await due.deliver()).toMatchObject({ outcome: 'not-taken' })
  expect(await counts()).toEqual([nothing, nothing])
})

test('an SMS that the day puts off takes no place of its territory, and waits for the day alone', async () => {
  await change(capOf('FR', 5))
  await due.tables.smsDays.count(today, 1)
  expect(await heldBy(full)).toBe('daily-cap')
  expect((await counts())[0]).toEqual(nothing)
  await due.tables.smsDays.raiseCount(there, 5)
  const { heldOn, mailDueAt } = due.stored()
  due.clock.advance(300)
  expect(await heldBy(full)).toBe('daily-cap')
  expect(due.stored()).toMatchObject({ heldOn, mailDueAt })
  expect((await counts()).map(({ heldCount }) => heldCount)).toEqual([0, 1])
})

test('an SMS that its territory puts off has one reason, though the day is full too and failed attempts give places back', async () => {
  await fill()
  expect(await heldBy(full)).toBe('territory-cap')
  const { heldOn, mailDueAt } = due.stored()
  await due.tables.smsDays.count(today, 1)
  await due.tables.smsDays.uncount(there)
  due.clock.advance(300)
  expect(await heldBy(full)).toBe('territory-cap')
  expect(due.stored()).toMatchObject({ heldOn, mailDueAt })
  expect((await counts()).map(({ heldCount }) => heldCount)).toEqual([1, 0])
})

test('an SMS that its territory puts off waits for the day once the cap is lifted and the day is full', async () => {
  await fill()
  await due.deliver({ election: full })
  await due.tables.smsDays.count(today, 1)
  await change({ change: 'uncap', territory: 'FR' })
  expect(await heldBy(full)).toBe('daily-cap')
  expect((await counts()).map(({ heldCount }) => heldCount)).toEqual([0, 1])
})

test('SMS to territories without a cap leave, and are counted once', async () => {
  await change(capOf('RE', 1))
  let counted = 0
  const smsDays = intercept(due.tables.smsDays, (call) => {
    counted++
    return call.run()
  })
  expect(await due.deliver({ smsDays })).toMatchObject({ outcome: 'sent' })
  expect(counted).toBe(1)
})

it('while the team has paused the territory, an SMS waits as for a limit, says why, and leaves once it may', async () => {
  await change(pauseOf('FR'))
  const until = secondsLater(due.clock(), 300)
  expect(await due.deliver()).toEqual({ outcome: 'held', until, by: 'paused' })
  expect(due.validIdentifier()).toBe('old')
  expect(due.stored()).toMatchObject({ state: 'held', heldOn: 'pause' })
  expect(await due.tables.smsDays.find(today)).toEqual(nothing)
  expect(await due.mail()).toBe('paused')
  expect(due.mailer.mails[0]?.text).toContain('retient les SMS vers le territoire')
  due.clock.advance(300)
  await due.tables.smsDays.count(today, 1)
  expect(await heldBy(full)).toBe('paused')
  expect(due.stored()).not.toHaveProperty('mailDueAt')
  await change({ change: 'resume', territory: 'FR' })
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
})
