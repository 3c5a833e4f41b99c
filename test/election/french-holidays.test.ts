import { describe, expect, it } from 'vitest'
import { easter, isFrenchHoliday } from '../../team/election/french-holidays.ts'

describe('a French public holiday', () => {
  it.each([
    '2026-01-01',
    '2026-04-06',
    '2026-05-01',
    '2026-05-08',
    '2026-05-14',
    '2026-05-25',
    '2026-07-14',
    '2026-08-15',
    '2026-11-01',
    '2026-11-11',
    '2026-12-25',
    // Easter of 2027 is on March 28.
    '2027-03-29',
    '2027-05-06',
    '2027-05-17',
  ])('is %s', (day) => {
    expect(isFrenchHoliday(day)).toBe(true)
  })

  it('is one of eleven days a year', () => {
    const days = Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    )
    expect(days.filter(isFrenchHoliday)).toHaveLength(11)
  })
})

// Among them the earliest and the latest date of recent centuries.
it.each([
  [1818, 3, 22],
  [1943, 4, 25],
  [2000, 4, 23],
  [2008, 3, 23],
  [2024, 3, 31],
  [2038, 4, 25],
])('Easter of %i is on %i/%i', (year, month, day) => {
  expect(easter(year)).toEqual({ month, day })
})
