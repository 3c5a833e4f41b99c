import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import {
  type Ahead,
  expectedTimeOf,
  expectedTimeOfHeld,
  releaseOfHeld,
  slotSeconds,
} from '../../shared/domain/sms/expected-time.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import { now } from '../builders/values.ts'

const election = {
  smsDelaySeconds: 120,
  smsPerSecond: 20,
  mailsPerSecond: 50,
  smsDailyCap: 1000,
}
const day = smsDayOf(now, 'Europe/Paris')
const none = { smsCount: 0, heldCount: 0 }
const ready = secondsLater(now, election.smsDelaySeconds)

const at = (moment: Date, reserved = 1) => ({ reservation: { moment, reserved } })

const expectation = (ahead: Partial<Ahead> = {}, asked = now, changes = {}) =>
  expectedTimeOf(
    { ...at(ready), waiting: 0, today: none, yesterday: none, ...ahead },
    { ...election, ...changes },
    smsDayOf(asked, 'Europe/Paris'),
    asked,
  )

const secondsTo = (expectedAt: Date) => (expectedAt.getTime() - now.getTime()) / 1000

describe('when an SMS is expected', () => {
  it('is a minute after the delay when nobody waits', () => {
    expect(secondsTo(expectation())).toBe(180)
  })

  it('is a minute after the moment that was reserved for it', () => {
    expect(secondsTo(expectation(at(secondsLater(ready, 300))))).toBe(480)
  })

  it('is not before the queue is empty, which it is later when senders were down', () => {
    expect(secondsTo(expectation({ waiting: 950 }))).toBe(180)
    expect(secondsTo(expectation({ waiting: 9500 }, now, { smsDailyCap: 100_000 }))).toBe(560)
  })

  it.each([
    { reservation: undefined },
    { waiting: undefined },
    { today: undefined },
    { yesterday: undefined },
  ])('is a quarter of an hour later when nobody can say who waits: %j', (blind) => {
    expect(secondsTo(expectation(blind))).toBe(1080)
  })

  it('is the next day once those ahead take all that is left of this one', () => {
    const today = { ...none, smsCount: 990 }
    expect(expectation({ waiting: 9, today }) < day.endsAt).toBe(true)
    expect(expectation({ waiting: 10, today }) > day.endsAt).toBe(true)
  })

  it('is not before its own delay in that next day', () => {
    const lateAt = secondsLater(day.endsAt, -60)
    const expectedAt = expectation(
      { ...at(secondsLater(lateAt, 900)), today: { ...none, smsCount: 1000 } },
      lateAt,
      { smsDelaySeconds: 900 },
    )
    expect(expectedAt).toEqual(secondsLater(lateAt, 960))
  })

  it('is that of the first beyond the cap, whatever today still lets out', () => {
    const changes = { smsDailyCap: 10_000 }
    const first = expectation({ waiting: 10_000 }, now, changes)
    expect(first).toEqual(expectedTimeOfHeld(1, { ...election, ...changes }, day))
    const others = { smsCount: 10_000, heldCount: 7 }
    const eighth = expectation({ today: others }, now, changes)
    expect(eighth).toEqual(expectedTimeOfHeld(8, { ...election, ...changes }, day))
  })

  it('is the next day as soon as the cap is reserved, long before SQS tells', () => {
    expect(expectation(at(ready, 1000)) < day.endsAt).toBe(true)
    expect(expectation(at(ready, 1001))).toEqual(expectedTimeOfHeld(1, election, day))
    expect(expectation(at(ready, 1500))).toEqual(expectedTimeOfHeld(500, election, day))
  })

  describe('at the cap of the day, counts', () => {
    const cap = election.smsDailyCap
    const first = expectedTimeOfHeld(1, election, day)
    const heldBefore = (heldCount: number) => ({ yesterday: { smsCount: cap, heldCount } })

    it.each<[string, Partial<Ahead>, Partial<Ahead>]>([
      [
        'what left today with what waits',
        { today: { smsCount: 600, heldCount: 0 }, waiting: 399 },
        { today: { smsCount: 600, heldCount: 0 }, waiting: 400 },
      ],
      [
        'what left today with what yesterday put off',
        { today: { smsCount: 600, heldCount: 0 }, ...heldBefore(399) },
        { today: { smsCount: 600, heldCount: 0 }, ...heldBefore(400) },
      ],
      [
        'what was reserved with what yesterday put off',
        { ...at(ready, 601), ...heldBefore(399) },
        { ...at(ready, 601), ...heldBefore(400) },
      ],
      [
        'what waits, when nobody can say what was reserved',
        { reservation: undefined, waiting: 999 },
        { reservation: undefined, waiting: 1000 },
      ],
    ])('%s: the last of today and the first of tomorrow', (_, last, next) => {
      expect(expectation(last) < day.endsAt).toBe(true)
      expect(expectation(next)).toEqual(first)
    })

    it('none of those whom today put off, as long as today lets one more out', () => {
      const room = { smsCount: 999, heldCount: 50 }
      expect(expectation({ today: room })).toEqual(expectation())
    })

    it('all of those whom today put off, and all that waits beyond the cap', () => {
      const full = { smsCount: 1000, heldCount: 50 }
      const held = (rank: number) => expectedTimeOfHeld(rank, election, day)
      expect(expectation({ today: full })).toEqual(held(51))
      expect(expectation({ today: full, waiting: 3 })).toEqual(held(54))
      expect(expectation({ today: full, ...heldBefore(7) })).toEqual(held(58))
    })

    it('the longer of two ranks: by what SQS tells, and by what was reserved', () => {
      const held = (rank: number) => expectedTimeOfHeld(rank, election, day)
      expect(expectation({ ...at(ready, 1500), waiting: 1100 })).toEqual(held(500))
      expect(expectation({ ...at(ready, 1100), waiting: 1500 })).toEqual(held(501))
    })
  })

  it('lets those go first whom the day before put off, as long as they wait', () => {
    const morning = secondsLater(day.endsAt, 1)
    const moment = secondsLater(morning, 120)
    const wait = (heldCount: number) =>
      (expectation({ ...at(moment), yesterday: { smsCount: 1000, heldCount } }, morning).getTime() -
        morning.getTime()) /
      1000
    expect(wait(900)).toBe(120 + 60 + 120)
    expect(wait(0)).toBe(180)
  })

  it('is never sooner for whoever has more ahead', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.nat(5000),
        fc.nat(1500),
        fc.nat(1500),
        (waiting, more, smsCount, heldCount) => {
          const today = { smsCount, heldCount }
          expect(
            expectation({ waiting: waiting + more, today }) >= expectation({ waiting, today }),
          ).toBe(true)
        },
      ),
    )
  })
})

describe('what the day puts off', () => {
  it('is promised one after the other, from midnight on', () => {
    const [first, second] = [
      expectedTimeOfHeld(1, election, day),
      expectedTimeOfHeld(2, election, day),
    ]
    expect(first.getTime()).toBeGreaterThan(day.endsAt.getTime())
    expect(second.getTime() - first.getTime()).toBeCloseTo(slotSeconds(election) * 1000, -1)
  })

  it.each([
    [1, 0, 1],
    [1000, 0, 1000],
    [1001, 1, 1],
    [2000, 1, 1000],
    [2001, 2, 1],
  ])(
    'as number %i is promised %i more days later, as number %i of that day',
    (rank, days, place) => {
      // An hour more for each day, a slot for each place, and three minutes for the sweep and the carrier.
      const seconds = days * 25 * 3600 + place * slotSeconds(election) + 180
      expect(expectedTimeOfHeld(rank, election, day)).toEqual(secondsLater(day.endsAt, seconds))
    },
  )

  it('is looked at in the order of the promises, and in time for them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (rank) => {
        const release = releaseOfHeld(expectedTimeOfHeld(rank, election, day))
        const next = releaseOfHeld(expectedTimeOfHeld(rank + 1, election, day))
        expect(release >= day.endsAt && next >= release).toBe(true)
        expect(expectedTimeOfHeld(rank, election, day).getTime() - release.getTime()).toBe(180_000)
      }),
    )
  })
})
