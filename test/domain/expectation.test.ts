import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectationOf, heldUntil } from '../../functions/domain/expectation.ts'
import { secondsLater } from '../../functions/domain/reissue.ts'
import { smsDayOf } from '../../functions/domain/sms-day.ts'
import { now } from '../builders.ts'

const election = { smsDelaySeconds: 120, smsPerSecond: 20, smsDailyCap: 1000 }
const day = smsDayOf(now, 'Europe/Paris')
const nothing = { smsCount: 0, heldCount: 0 }

const secondsTo = (expectedAt: Date) => (expectedAt.getTime() - now.getTime()) / 1000

describe('when an SMS is expected', () => {
  it('is a minute after the delay when nobody waits', () => {
    expect(secondsTo(expectationOf({ waiting: 0, today: nothing }, election, day, now))).toBe(180)
  })

  it('is later by what those ahead take at nineteen twentieths of the rate', () => {
    const ahead = { waiting: 950, today: nothing }
    expect(secondsTo(expectationOf(ahead, { ...election, smsDailyCap: 10_000 }, day, now))).toBe(
      230,
    )
  })

  it('is a quarter of an hour later when nobody can say how many wait', () => {
    const ahead = { waiting: undefined, today: undefined }
    expect(secondsTo(expectationOf(ahead, election, day, now))).toBe(1080)
  })

  it('is the next day once those ahead take all that is left of this one', () => {
    const last = expectationOf(
      { waiting: 9, today: { ...nothing, smsCount: 990 } },
      election,
      day,
      now,
    )
    expect(last < day.endsAt).toBe(true)
    const next = expectationOf(
      { waiting: 10, today: { ...nothing, smsCount: 990 } },
      election,
      day,
      now,
    )
    expect(next > day.endsAt).toBe(true)
  })

  it('is later in that next day for each one who waits for it already', () => {
    const [first, last] = [heldUntil(1, election, day), heldUntil(1000, election, day)]
    expect(first.getTime()).toBeGreaterThan(day.endsAt.getTime())
    expect(last.getTime() - first.getTime()).toBe(52_000)
  })

  it('is never sooner for whoever has more ahead', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(1500), (waiting, more, smsCount) => {
        const today = { smsCount, heldCount: 3 }
        const sooner = expectationOf({ waiting, today }, election, day, now)
        const later = expectationOf({ waiting: waiting + more, today }, election, day, now)
        expect(later >= sooner).toBe(true)
      }),
    )
  })
})

describe('a day of SMS', () => {
  it.each([
    ['2026-11-25T22:59:59Z', '2026-11-25', '2026-11-25T23:00:00Z'],
    ['2026-11-25T23:00:00Z', '2026-11-26', '2026-11-26T23:00:00Z'],
    // Summer time begins and ends: 23 and 25 hours.
    ['2027-03-28T12:00:00Z', '2027-03-28', '2027-03-28T22:00:00Z'],
    ['2026-10-25T12:00:00Z', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['2026-12-31T12:00:00Z', '2026-12-31', '2026-12-31T23:00:00Z'],
  ])("is that of the election's own clock: %s", (instant, name, endsAt) => {
    expect(smsDayOf(new Date(instant), 'Europe/Paris')).toEqual({
      day: name,
      endsAt: new Date(endsAt),
    })
  })

  it('holds its first instant and not its last', () => {
    const { endsAt } = smsDayOf(now, 'Pacific/Noumea')
    expect(smsDayOf(endsAt, 'Pacific/Noumea').day).not.toBe(smsDayOf(now, 'Pacific/Noumea').day)
    expect(smsDayOf(secondsLater(endsAt, -0.001), 'Pacific/Noumea')).toEqual(
      smsDayOf(now, 'Pacific/Noumea'),
    )
  })
})
