import { expect, it } from 'vitest'
import { isFrenchHoliday } from '../../team/election/french-holidays.ts'

const daysOf = (year: number) =>
  Array.from({ length: 365 }, (_, index) =>
    new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10),
  )

const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

// By Easter Monday, Ascension and Whit Monday; among the years, those of the earliest and the latest Easter.
it.each([
  [1818, '03-23', '04-30', '05-11'],
  [1943, '04-26', '06-03', '06-14'],
  [2025, '04-21', '05-29', '06-09'],
  [2026, '04-06', '05-14', '05-25'],
  [2027, '03-29', '05-06', '05-17'],
])('the French public holidays of %i are eleven', (year, ...movable) => {
  const expected = [...fixed, ...movable].map((day) => `${year}-${day}`)
  expect(daysOf(year).filter(isFrenchHoliday).sort()).toEqual(expected.sort())
})
