import { expect, test } from 'vitest'
import { cachedSmsState } from '../../functions/send-identifier/cap-counts.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { leaseSeconds } from '../../shared/domain/sms/sms-delivery.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { now } from '../builders/values.ts'
import { election, today } from '../builders/voters.ts'
import { failing, intercept } from '../fakes/interception.ts'

const due = await forEachTest(aDueReissue)

const capped = { ...election, smsDailyCap: 1 }
const fill = () => due.tables.smsDays.count(today, 1)

test('an SMS beyond the cap waits for the next day, and the voter is told so', async () => {
  await due.confirm()
  await fill()
  const until = secondsLater(due.clock(), 3600)
  expect(await due.deliver({ election: capped })).toEqual({
    outcome: 'held',
    until,
    by: 'daily-cap',
  })
  expect(due.carrier.texts).toEqual([])
  const { state, smsDueAt, mailDueAt, expectedAt } = due.stored()
  expect(state).toBe('held')
  expect(smsDueAt).toEqual(until)
  expect(mailDueAt).toEqual(due.clock())
  expect(expectedAt.getTime()).toBeGreaterThan(today.endsAt.getTime())
  expect(due.validIdentifier()).toBe('old')
})

const putOff = (expectedAt: ElectionInstant) =>
  due.tables.sendings.hold(due.stored(), { heldOn: '2026-11-24', now, until: now, expectedAt })

test('an SMS that an earlier day put off leaves those before it their turn', async () => {
  await putOff(secondsLater(due.clock(), 3000))
  const takeToken = () => Promise.reject(new Error('it is not its turn'))
  expect(await due.deliver({ takeToken })).toMatchObject({ outcome: 'held' })
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 0, heldCount: 0 })
  due.clock.advance(3000)
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
})

test('an SMS that an earlier day put off waits no more once a sender has had it', async () => {
  await putOff(secondsLater(due.clock(), 3000))
  await due.tables.sendings.start(due.stored(), due.clock())
  due.clock.advance(leaseSeconds)
  expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
})

test('an SMS stays counted for a day where nobody can tell whether it left', async () => {
  const carrier = failing(due.carrier, 'send', 'after')
  await expect(due.deliver({ carrier })).rejects.toThrow('no answer')
  expect(await due.tables.smsDays.find(today)).toMatchObject({ smsCount: 1 })
})

test('an SMS beyond the cap no longer counts as held once it left', async () => {
  await fill()
  await due.deliver({ election: capped })
  due.carrier.throttle(1)
  const raised = { ...election, smsDailyCap: 2 }
  expect(await due.deliver({ election: raised })).toMatchObject({ outcome: 'not-taken' })
  expect(await due.tables.smsDays.find(today)).toMatchObject({ heldCount: 1 })
  await due.deliver({ election: raised })
  expect(await due.tables.smsDays.find(today)).toMatchObject({ heldCount: 0 })
})

test('a copy of the message of an SMS beyond the cap changes nothing while another sender sends it', async () => {
  await fill()
  const sender = intercept(due.carrier, async (call) => {
    expect(await due.deliver({ election: capped })).toEqual({ outcome: 'busy' })
    return call.run()
  })
  expect(
    await due.deliver({ carrier: sender, election: { ...election, smsDailyCap: 2 } }),
  ).toMatchObject({ outcome: 'sent' })
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 2, heldCount: 0 })
  due.expectSent()
})

test('an SMS beyond the cap keeps its expected time, if that was later', async () => {
  await fill()
  const expectedAt = secondsLater(today.endsAt, 5000)
  await putOff(expectedAt)
  due.clock.set(expectedAt)
  await due.tables.smsDays.count(electionDayOf(expectedAt, election.timeZone), 1)
  await due.deliver({ election: capped })
  expect(due.stored().expectedAt >= expectedAt).toBe(true)
})

test('an SMS beyond the cap is checked every hour, and at the first instant of the next day', async () => {
  await fill()
  due.clock.set(secondsLater(today.endsAt, -60))
  const { until } = (await due.deliver({ election: capped })) as { until: ElectionInstant }
  expect(until.getTime() - today.endsAt.getTime()).toBeGreaterThanOrEqual(0)
  expect(until.getTime() - today.endsAt.getTime()).toBeLessThan(1000)
})

test('an SMS beyond the cap is checked again when the vote closes', async () => {
  await fill()
  const { voteClosesAt } = election.dates
  due.clock.set(secondsLater(voteClosesAt, -60))
  await due.tables.smsDays.count(electionDayOf(voteClosesAt, election.timeZone), 1)
  expect(await due.deliver({ election: capped })).toMatchObject({ until: voteClosesAt })
})

test('an SMS beyond the cap is held at the rate, and checked again without it', async () => {
  await fill()
  let tokens = 0
  const takeToken = async () => ++tokens > 0
  expect(await due.deliver({ election: capped, takeToken })).toMatchObject({ outcome: 'held' })
  expect(tokens).toBe(1)
  expect(await due.deliver({ election: capped, takeToken })).toMatchObject({ outcome: 'held' })
  expect(tokens).toBe(1)
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 1, heldCount: 1 })
})

test('an SMS beyond the cap is left for later while the rate gives no token', async () => {
  await fill()
  const takeToken = async () => false
  expect(await due.deliver({ election: capped, takeToken })).toEqual({ outcome: 'no-token' })
  expect(due.stored()).not.toHaveProperty('heldOn')
})

test('no place is asked for in a day that is full, which is read once a second', async () => {
  await fill()
  const calls: string[] = []
  const smsDays = intercept(due.tables.smsDays, (call) => {
    calls.push(call.method)
    return call.run()
  })
  const readSms = cachedSmsState({ ...due.ports, smsDays }, due.clock)
  for (let look = 0; look < 3; look++) {
    expect(await due.deliver({ election: capped, smsDays, readSms })).toMatchObject({
      outcome: 'held',
    })
  }
  expect(calls).toEqual(['find', 'countHeldSms'])
  due.clock.advance(0.9)
  await readSms()
  expect(calls).toHaveLength(2)
  due.clock.advance(0.1)
  await readSms()
  expect(calls).toHaveLength(3)
})

test('the write that takes a place decides, whatever was read before', async () => {
  const readSms = async () => ({ breaker: closedBreaker, counts: new Map() })
  await fill()
  expect(await due.deliver({ election: capped, readSms })).toMatchObject({ outcome: 'held' })
  expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 1, heldCount: 1 })
})
