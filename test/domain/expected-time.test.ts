import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastUsefulTime } from '../../functions/show-space/last-useful-request.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import {
  checkTimeFor,
  departureOf,
  expectedTime,
  expectedTimeOfRank,
  type SlotUsage,
  slotSeconds,
} from '../../shared/domain/sms/expected-time.ts'
import { bothClocks, now } from '../builders/values.ts'

const election = {
  smsDelaySeconds: 120,
  smsPerSecond: 20,
  mailsPerSecond: 50,
  smsDailyCap: 1000,
}
const day = electionDayOf(now, 'Europe/Paris')
const ready = secondsLater(now, election.smsDelaySeconds)

const expectation = (slots?: Partial<SlotUsage>, asked: ElectionInstant = now, changes = {}) =>
  expectedTime(
    slots && { freeAt: ready, count: 0, ...slots },
    { ...election, ...changes },
    electionDayOf(asked, 'Europe/Paris'),
    asked,
  )

const cap = { day, smsPerDay: election.smsDailyCap }
const heldAs = (rank: number) => expectedTimeOfRank(rank, cap, election)

const secondsTo = (expectedAt: ElectionInstant) => (expectedAt.getTime() - now.getTime()) / 1000

test('an SMS is expected a minute after its delay when nobody waits, and never sooner', () => {
  expect(secondsTo(expectation({}))).toBe(180)
  expect(secondsTo(expectation({ freeAt: now }))).toBe(180)
})

test('an SMS is expected a minute after it should leave', () => {
  expect(departureOf(expectation({}))).toEqual(ready)
})

test('an SMS is expected a quarter of an hour later when the slots could not be read', () => {
  expect(secondsTo(expectation())).toBe(1080)
})

test('an SMS is expected the next day from the first place beyond the cap on', () => {
  expect(expectation({ count: 999 }) < day.endsAt).toBe(true)
  expect(expectation({ count: 1000 })).toEqual(heldAs(1))
  expect(expectation({ count: 1499 })).toEqual(heldAs(500))
})

test('an SMS is expected no later in the first minutes of a day, at the last place of a cap that takes hours', () => {
  const midnight = secondsLater(day.endsAt, -86_400)
  const slots = { freeAt: midnight, count: 99_999 }
  const expectedAt = expectation(slots, midnight, { smsDailyCap: 100_000 })
  expect(expectedAt).toEqual(secondsLater(midnight, 180))
})

test('an SMS is expected no sooner than its own delay in that next day', () => {
  const lateAt = secondsLater(day.endsAt, -60)
  const slots = { freeAt: secondsLater(lateAt, 900), count: 1000 }
  const expectedAt = expectation(slots, lateAt, { smsDelaySeconds: 900 })
  expect(expectedAt).toEqual(secondsLater(lateAt, 960))
})

test('an SMS is never expected sooner for whoever has more ahead', () => {
  fc.assert(
    fc.property(
      fc.nat(5000),
      fc.nat(5000),
      fc.nat(900),
      fc.nat(900),
      (taken, more, wait, longer) => {
        const first = expectation({ count: taken, freeAt: secondsLater(now, wait) })
        const next = { count: taken + more, freeAt: secondsLater(now, wait + longer) }
        expect(expectation(next) >= first).toBe(true)
      },
    ),
  )
})

test.each([
  [1, 0, 1],
  [2, 0, 2],
  [1001, 1, 1],
  [2000, 1, 1000],
  [2001, 2, 1],
])('number %i of a day is expected %i days later, as number %i', (rank, days, place) => {
  // Each day adds 25 hours, each place one slot, and the reconciler and the carrier three minutes.
  const seconds = days * 25 * 3600 + place * slotSeconds(election) + 180
  expect(heldAs(rank)).toEqual(secondsLater(day.endsAt, seconds))
})

test('SMS that the day puts off are checked in the order of their expected times, and before them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (rank) => {
      const release = checkTimeFor(heldAs(rank))
      const next = checkTimeFor(heldAs(rank + 1))
      expect(release >= day.endsAt && next >= release).toBe(true)
      expect(heldAs(rank).getTime() - release.getTime()).toBe(180_000)
    }),
  )
})

const closesAt = secondsLater(now, 7200)
const lastUseful = (
  slots: { freeAt: ElectionInstant; count: number } | undefined,
  reissueClosesAt = closesAt,
) => {
  const dates = { reissueClosesAt, voteClosesAt: closesAt }
  return secondsTo(lastUsefulTime(slots, { ...election, dates }, day, now))
}
const free = { freeAt: bothClocks(0), count: 0 }

test('the last useful request is the one whose SMS is expected at the closing of the vote, if as many wait as now', () => {
  expect(lastUseful(free)).toBe(7200 - 180)
  expect(lastUseful({ ...free, freeAt: secondsLater(now, 3600) })).toBe(7200 - 3660)
  expect(lastUseful(undefined)).toBe(7200 - 1080)
})

test('the last useful request is the last that is taken, when requests close before', () => {
  expect(lastUseful(free, secondsLater(now, 60))).toBe(60)
})

test('the last useful request was long ago once the cap puts off all until after the closing', () => {
  expect(lastUseful({ ...free, count: 999 })).toBe(7200 - 180)
  expect(lastUseful({ ...free, count: 1000 })).toBeLessThan(0)
})
