import { expect, test } from 'vitest'
import { clocksOf, emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { toWallTime } from '../../shared/domain/election/to-wall-time.ts'
import { bothClocks } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const noon = bothClocks('2026-12-03T12:00:00.000Z')
const later = (minutes: number) => bothClocks(noon.getTime() + minutes * 60_000)
const calendar = { ...emptyCalendar, suspensions: [{ from: noon, to: later(60) }] }
const clocks = clocksOf(
  () => calendar,
  () => later(600),
)

test('whatever people read has its instants as the wall’s clock showed them', () => {
  const noted = {
    at: later(10),
    history: [{ state: 'sent', at: later(-10) }],
    none: undefined,
    nothing: null,
    many: new Map([['one', { at: later(10) }]]),
  }
  expect(toWallTime(noted, clocks.toWall)).toEqual({
    at: later(70),
    history: [{ state: 'sent', at: later(-10) }],
    none: undefined,
    nothing: null,
    many: new Map([['one', { at: later(70) }]]),
  })
})

test('the dates are told as they stand, and those of law as they stood', () => {
  const { contestUntil, voteClosesAt } = election.dates
  const dates = {
    ...election.dates,
    reissueOpensAt: later(-600),
    voteOpensAt: later(-300),
    reissueClosesAt: later(6000),
  }
  expect(clocks.wallDates(dates)).toEqual({
    contestUntil,
    reissueOpensAt: later(-600),
    voteOpensAt: later(-300),
    reissueClosesAt: later(6060),
    voteClosesAt: bothClocks(voteClosesAt.getTime() + 3_600_000),
  })
  expect(clocks.fromWall(later(70))).toEqual(later(10))
  expect(clocks.clock()).toEqual(later(540))
  expect(clocks.suspendedSince()).toBeUndefined()
})
