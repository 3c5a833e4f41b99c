import { expect, it } from 'vitest'
import { type Calendar, emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { cachedElectionTime } from '../../shared/runtime/election-time.ts'
import { election } from '../builders/voters.ts'

const { voteClosesAt, reissueClosesAt } = election.dates
const noon = secondsLater(voteClosesAt, -6 * 3600)
const later = (seconds: number) => secondsLater(noon, seconds)

async function announced(changes: Partial<Calendar>, now: Date) {
  const time = cachedElectionTime(
    { find: async () => ({ ...emptyCalendar, version: 1, ...changes }) },
    election,
    () => now,
  )
  await time.refresh()
  return announcementOf(time, now)
}

const hour = { suspensions: [{ from: noon, to: later(3600) }] }
const told = { timeZone: election.timeZone, suspendedSince: undefined, resumedAt: undefined }

it('the announcement is absent while the election follows its file', async () => {
  expect(await announced({}, noon)).toBeUndefined()
  expect(await announced({ suspensions: [{ from: later(1) }] }, noon)).toBeUndefined()
})

it('the announcement says since when the vote is suspended', async () => {
  const suspended = { suspensions: [{ from: noon }] }
  expect(await announced(suspended, noon)).toMatchObject({ suspendedSince: noon })
  expect(await announced(suspended, secondsLater(voteClosesAt, 60))).toMatchObject({
    suspendedSince: noon,
  })
  expect(await announced(hour, later(3599))).toMatchObject({
    suspendedSince: noon,
    resumedAt: undefined,
  })
})

it('the announcement says when the vote resumed and what closes later, until the vote has closed', async () => {
  const now = later(3600)
  const resumed = {
    ...{ ...told, now, resumedAt: now },
    reissueClosesAt: secondsLater(reissueClosesAt, 3600),
    voteClosesAt: secondsLater(voteClosesAt, 3600),
  }
  expect(await announced(hour, now)).toEqual(resumed)
  const last = secondsLater(voteClosesAt, 3599)
  expect(await announced(hour, last)).toEqual({ ...resumed, now: last })
  expect(await announced(hour, secondsLater(voteClosesAt, 3600))).toBeUndefined()
})

it('the announcement names the last suspension that has ended', async () => {
  const suspensions = [
    { from: later(0), to: later(60) },
    { from: later(120), to: later(180) },
    { from: later(240), to: later(300) },
  ]
  expect(await announced({ suspensions }, later(200))).toMatchObject({ resumedAt: later(180) })
})

it('the announcement gives the later closing of an extended vote, without a suspension', async () => {
  expect(await announced({ extendedMinutes: 30 }, noon)).toEqual({
    ...{ ...told, now: noon },
    reissueClosesAt: secondsLater(reissueClosesAt, 1800),
    voteClosesAt: secondsLater(voteClosesAt, 1800),
  })
})
