import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Calendar,
  datesOf,
  electionTimeOf,
  emptyCalendar,
  suspendedSince,
  wallTimeOf,
} from '../../shared/domain/election/calendar.ts'
import {
  changeDelaySeconds,
  changedCalendar,
  longestExtensionMinutes,
} from '../../shared/domain/election/calendar-change.ts'
import { isOpen } from '../../shared/domain/election/election-dates.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { bothClocks } from '../builders/values.ts'

const at = (time: string) => bothClocks(`2026-12-03T${time}:00.000Z`)
const dates = {
  contestUntil: new Date('2026-12-15T16:00:00.000Z'),
  reissueOpensAt: at('08:00'),
  reissueClosesAt: at('17:00'),
  voteOpensAt: at('09:00'),
  voteClosesAt: at('18:00'),
}
const suspended = (...suspensions: Calendar['suspensions']): Calendar => ({
  ...emptyCalendar,
  suspensions,
})
const morning = suspended({ from: at('10:00'), to: at('12:30') })
const later = at('23:00')

test("the election's clock stands still while the election is suspended, and goes on from there", () => {
  const lasting = suspended({ from: at('10:00') })
  expect(electionTimeOf(lasting, at('11:00'), at('11:00'))).toEqual(at('10:00'))
  expect(electionTimeOf(morning, at('12:30'), at('12:30'))).toEqual(at('10:00'))
  expect(electionTimeOf(morning, at('13:00'), at('13:00'))).toEqual(at('10:30'))
})

test("the election's clock ignores a suspension or an end that has not come", () => {
  const suspension = suspended({ from: at('10:00') })
  expect(electionTimeOf(suspension, at('09:59'), at('09:59'))).toEqual(at('09:59'))
  expect(wallTimeOf(suspension, at('10:30'), at('09:59'))).toEqual(at('10:30'))
  expect(suspendedSince(suspension, at('09:59'))).toBeUndefined()
  expect(suspendedSince(suspension, at('10:00'))).toEqual(at('10:00'))
  expect(suspendedSince(morning, at('12:29'))).toEqual(at('10:00'))
  expect(suspendedSince(morning, at('12:30'))).toBeUndefined()
})

test("the election's clock moves what was to come before a suspension later by as long", () => {
  expect(wallTimeOf(morning, at('09:30'), later)).toEqual(at('09:30'))
  expect(wallTimeOf(morning, at('10:00'), later)).toEqual(at('10:00'))
  expect(wallTimeOf(morning, at('10:30'), later)).toEqual(at('13:00'))
})

test("the election's clock shows what comes after an open suspension as if it ended now", () => {
  const lasting = suspended({ from: at('10:00') })
  for (const calendar of [lasting, morning]) {
    expect(wallTimeOf(calendar, at('10:30'), at('11:00'))).toEqual(at('11:30'))
  }
})

test("the election's clock never goes back, and the wall's time of each instant but of a standstill is its own", () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(minutes, fc.integer({ min: 0, max: 2000 }), (gaps, minute) => {
      const calendar = suspended(...suspensionsOf(gaps))
      const now = new Date(at('08:00').getTime() + minute * 60_000)
      const before = new Date(now.getTime() - 60_000)
      const time = electionTimeOf(calendar, now, now)
      const earlier = electionTimeOf(calendar, before, before)
      expect(time.getTime()).toBeGreaterThanOrEqual(earlier.getTime())
      expect(time.getTime() - earlier.getTime()).toBeLessThanOrEqual(60_000)
      if (time > earlier && !suspendedSince(calendar, now)) {
        expect(wallTimeOf(calendar, time, now)).toEqual(now)
      }
    }),
  )
})

/** The gaps alternate between running and suspended; an odd number of them leaves the last suspension open. */
function suspensionsOf(gaps: readonly number[]): Calendar['suspensions'] {
  let instant = at('08:00').getTime()
  const edges = gaps.map((minutes) => {
    instant += minutes * 60_000
    return new Date(instant)
  })
  return edges.flatMap((from, index) => {
    if (index % 2 === 1) return []
    const to = edges[index + 1]
    return [{ from, ...(to && { to }) }]
  })
}

const closes = (calendar: Calendar, now = later) => {
  const { reissueClosesAt, voteClosesAt } = datesOf(dates, calendar, now)
  return [reissueClosesAt, voteClosesAt].map((date) => wallTimeOf(calendar, date, now))
}

test('the dates close later by what suspensions took, and by what the team added', () => {
  expect(closes(morning)).toEqual([at('19:30'), at('20:30')])
  expect(closes({ ...morning, extendedMinutes: 60 })).toEqual([at('20:30'), at('21:30')])
})

test('the dates open requests again that closed less long ago than the team adds, and no others', () => {
  const isOpenAt = (time: string, extendedMinutes: number) => {
    const { reissueOpensAt, reissueClosesAt } = datesOf(
      dates,
      { ...emptyCalendar, extendedMinutes },
      at(time),
    )
    return isOpen(reissueOpensAt, reissueClosesAt, at(time))
  }
  expect(isOpenAt('17:30', 0)).toBe(false)
  expect(isOpenAt('17:30', 30)).toBe(false)
  expect(isOpenAt('17:30', 31)).toBe(true)
})

test('the dates open when the file says, and give back what a suspension took after', () => {
  const early = suspended({ from: at('07:30'), to: at('09:30') })
  const { reissueOpensAt, voteOpensAt } = datesOf(dates, early, later)
  expect(electionTimeOf(early, at('09:30'), at('09:30'))).toEqual(reissueOpensAt)
  expect(electionTimeOf(early, at('09:30'), at('09:30'))).toEqual(voteOpensAt)
  expect(closes(early)).toEqual([at('18:30'), at('18:30')])
})

test('the dates open in time after a suspension that ended before', () => {
  const early = suspended({ from: at('06:00'), to: at('07:00') })
  const { voteOpensAt } = datesOf(dates, early, later)
  expect(wallTimeOf(early, voteOpensAt, later)).toEqual(at('09:00'))
  expect(closes(early)).toEqual([at('17:00'), at('18:00')])
})

test('a change of the calendar takes effect some seconds later, so that all functions know by then', () => {
  const now = at('10:00')
  const paused = changedCalendar(emptyCalendar, { change: 'suspend' }, dates, now) as Calendar
  expect(paused).toEqual({
    ...emptyCalendar,
    version: 1,
    suspensions: [{ from: secondsLater(now, changeDelaySeconds) }],
  })
  const ended = changedCalendar(paused, { change: 'resume' }, dates, at('11:00')) as Calendar
  expect(ended).toEqual({
    ...paused,
    version: 2,
    suspensions: [
      {
        from: secondsLater(now, changeDelaySeconds),
        to: secondsLater(at('11:00'), changeDelaySeconds),
      },
    ],
  })
})

test('a change of the calendar ends no suspension before it begins', () => {
  const paused = suspended({ from: at('10:01') })
  const ended = changedCalendar(paused, { change: 'resume' }, dates, at('10:00')) as Calendar
  expect(ended.suspensions).toEqual([{ from: at('10:01'), to: at('10:01') }])
})

test('a change of the calendar suspends once, and once more when that has ended', () => {
  const lasting = suspended({ from: at('10:00') })
  const suspend = { change: 'suspend' } as const
  expect(changedCalendar(lasting, suspend, dates, at('10:30'))).toBe('suspended-already')
  expect(changedCalendar(morning, suspend, dates, at('12:29'))).toBe('suspended-already')
  const justThen = secondsLater(at('12:30'), -changeDelaySeconds)
  expect(changedCalendar(morning, suspend, dates, justThen)).toMatchObject({ version: 1 })
  const again = changedCalendar(morning, suspend, dates, at('13:00')) as Calendar
  expect(again.suspensions).toEqual([
    ...morning.suspensions,
    { from: secondsLater(at('13:00'), changeDelaySeconds) },
  ])
})

test('a change of the calendar resumes nothing that is not suspended', () => {
  const resume = { change: 'resume' } as const
  expect(changedCalendar(emptyCalendar, resume, dates, at('10:00'))).toBe('not-suspended')
  expect(changedCalendar(morning, resume, dates, at('12:00'))).toBe('not-suspended')
})

test('a change of the calendar extends as often as it takes, also while it is suspended', () => {
  const extend = { change: 'extend', minutes: 30 } as const
  const once = changedCalendar(suspended({ from: at('10:00') }), extend, dates, at('11:00'))
  const twice = changedCalendar(once as Calendar, extend, dates, at('11:01')) as Calendar
  expect(twice.extendedMinutes).toBe(60)
  expect(longestExtensionMinutes).toBe(10_080)
})

test('a change of the calendar reopens no vote that has closed', () => {
  const closed = { change: 'extend', minutes: 30 } as const
  expect(changedCalendar(emptyCalendar, closed, dates, at('18:00'))).toBe('closed')
  expect(changedCalendar(emptyCalendar, { change: 'suspend' }, dates, at('18:00'))).toBe('closed')
  const justThen = secondsLater(at('18:00'), -changeDelaySeconds)
  expect(changedCalendar(emptyCalendar, closed, dates, justThen)).toBe('closed')
  expect(changedCalendar(emptyCalendar, closed, dates, at('17:59'))).not.toBe('closed')
  expect(changedCalendar(morning, closed, dates, at('20:00'))).not.toBe('closed')
  expect(changedCalendar(morning, closed, dates, at('20:30'))).toBe('closed')
})
