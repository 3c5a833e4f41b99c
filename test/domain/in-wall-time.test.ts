import { expect, test } from 'vitest'
import { clocksOf, firstCalendar } from '../../shared/domain/election/calendar.ts'
import { inWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { election } from '../builders/voters.ts'

const noon = new Date('2026-12-03T12:00:00.000Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
/** Suspended for an hour. */
const calendar = { ...firstCalendar, suspensions: [{ from: noon, to: later(60) }] }
const clocks = clocksOf(
  () => calendar,
  () => later(600),
)

test('whatever a port answers has its instants as the wall’s clock showed them', async () => {
  const port = {
    find: async (id: string) => ({
      id,
      at: later(10),
      history: [{ state: 'sent', at: later(-10) }],
      none: undefined,
      nothing: null,
      // As whatever changes the roll notes it.
      correctedAt: later(70),
    }),
    findMany: async () => new Map([['one', { at: later(10) }]]),
  }
  const told = inWallTime(port, clocks.wall)
  expect(await told.find('a')).toEqual({
    id: 'a',
    at: later(70),
    history: [{ state: 'sent', at: later(-10) }],
    none: undefined,
    nothing: null,
    correctedAt: later(70),
  })
  expect(await told.findMany()).toEqual(new Map([['one', { at: later(70) }]]))
})

test('the dates are told as they stand, and those of law as they stood', () => {
  const { contestUntil, voteClosesAt } = election.dates
  const dates = {
    ...election.dates,
    reissueOpensAt: later(-600),
    voteOpensAt: later(-300),
    reissueClosesAt: later(6000),
  }
  expect(clocks.datesNow(dates)).toEqual({
    contestUntil,
    reissueOpensAt: later(-600),
    voteOpensAt: later(-300),
    reissueClosesAt: later(6060),
    voteClosesAt: new Date(voteClosesAt.getTime() + 3_600_000),
  })
  expect(clocks.ofWall(later(70))).toEqual(later(10))
  expect(clocks.clock()).toEqual(later(540))
  expect(clocks.suspendedSince()).toBeUndefined()
})
