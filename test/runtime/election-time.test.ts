import { beforeEach, expect, it } from 'vitest'
import { type Calendar, emptyCalendar, ttlSeconds } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cachedElectionTime, type ElectionTime } from '../../shared/runtime/election-time.ts'
import { election } from '../builders/voters.ts'

const noon = new Date('2026-12-03T12:00:00.000Z')

let now: Date
let stored: Calendar
let reads: number
let answer: () => Promise<Calendar>
let time: ElectionTime

beforeEach(() => {
  now = noon
  stored = emptyCalendar
  reads = 0
  answer = async () => stored
  const find = () => {
    reads++
    return answer()
  }
  time = cachedElectionTime({ find }, election, () => now)
})

const suspended = (from: Date, to?: Date): Calendar => ({
  ...emptyCalendar,
  version: 1,
  suspensions: [{ from, ...(to && { to }) }],
})

it('the time of a function reads the calendar once in two seconds, however often it is refreshed', async () => {
  await Promise.all([time.refresh(), time.refresh(), time.refresh()])
  now = secondsLater(noon, ttlSeconds - 0.001)
  await time.refresh()
  expect(reads).toBe(1)
  now = secondsLater(noon, ttlSeconds)
  await time.refresh()
  expect(reads).toBe(2)
})

it('the time of a function follows the calendar: a suspension stops the clock and moves the dates', async () => {
  stored = suspended(noon)
  now = secondsLater(noon, 3600)
  await time.refresh()
  expect(time.clock()).toEqual(noon)
  expect(time.suspendedSince()).toEqual(noon)
  stored = suspended(noon, secondsLater(noon, 7200))
  now = secondsLater(noon, 7201)
  await time.refresh()
  expect(time.clock()).toEqual(secondsLater(noon, 1))
  expect(time.suspendedSince()).toBeUndefined()
  expect(time.toWall(time.election.dates.voteClosesAt)).toEqual(
    secondsLater(election.dates.voteClosesAt, 7200),
  )
  expect(time.electionFile.dates).toEqual(election.dates)
  expect({ ...time.election }.dates).toEqual(time.election.dates)
})

it('the time of a function ignores an answer that Lambda froze and that is older than the last', async () => {
  const late = Promise.withResolvers<Calendar>()
  answer = () => late.promise
  const frozen = time.refresh()
  now = secondsLater(noon, 600)
  stored = suspended(noon)
  answer = async () => stored
  await time.refresh()
  late.resolve(emptyCalendar)
  await frozen
  expect(time.suspendedSince()).toEqual(noon)
})

it('the time of a function denies tokens once the election is suspended', async () => {
  const takeToken = time.pauseWhileSuspended(async () => true)
  const none = time.pauseWhileSuspended(async () => false)
  expect([await takeToken(), await none()]).toEqual([true, false])
  stored = suspended(secondsLater(noon, 5))
  now = secondsLater(noon, 5)
  expect(await takeToken()).toBe(false)
  expect(await none()).toBe(false)
})
