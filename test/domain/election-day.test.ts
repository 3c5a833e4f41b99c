import { expect, test } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type BothClocks, bothClocks } from '../builders/values.ts'

test.each([
  ['2026-11-25T22:59:59Z', '2026-11-25', '2026-11-25T23:00:00Z'],
  ['2026-11-25T23:00:00Z', '2026-11-26', '2026-11-26T23:00:00Z'],
  // Summer time begins and ends: 23 and 25 hours.
  ['2027-03-28T12:00:00Z', '2027-03-28', '2027-03-28T22:00:00Z'],
  ['2026-10-25T12:00:00Z', '2026-10-25', '2026-10-25T23:00:00Z'],
  ['2026-12-31T12:00:00Z', '2026-12-31', '2026-12-31T23:00:00Z'],
])("a day of the election is that of the election's own clock: %s", (instant, name, endsAt) => {
  expect(electionDayOf(bothClocks(instant), 'Europe/Paris')).toEqual({
    day: name,
    endsAt: bothClocks(endsAt),
  })
})

test('a day of the election is that of the zone that is asked for, and of the instant, whatever was asked before', () => {
  const zones = ['Europe/Paris', 'Pacific/Noumea', 'America/Martinique']
  const days = (at: BothClocks) => zones.map((zone) => electionDayOf(at, zone).day)
  const late = bothClocks('2026-11-25T22:30:00Z')
  expect(days(late)).toEqual(['2026-11-25', '2026-11-26', '2026-11-25'])
  expect(electionDayOf(bothClocks('2026-11-24T22:59:59Z'), 'Europe/Paris').day).toBe('2026-11-24')
  expect(electionDayOf(bothClocks('2026-11-24T23:00:00Z'), 'Europe/Paris').day).toBe('2026-11-25')
  expect(electionDayOf(bothClocks('2026-11-24T22:59:59Z'), 'Europe/Paris').day).toBe('2026-11-24')
})
