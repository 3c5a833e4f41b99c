import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBirthDate } from '../../shared/domain/voter/identity.ts'

const today = new Date('2026-11-25T09:00:00Z')

test('a birth date is any day of the calendar between the ages of 16 and 100', () => {
  const days = fc.date({
    min: new Date('1925-11-26T00:00:00Z'),
    max: new Date('2010-11-25T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, (day) => {
      const text = day.toISOString().slice(0, 10)
      expect(readBirthDate(text, today)).toEqual({ value: text })
    }),
  )
})

test.each([
  ['with spaces around it', ' 1975-03-27\n'],
  ['on a 29 February of a leap year', '2000-02-29'],
  ['on the eve of the 17th birthday', '2009-11-26'],
  ['on the eve of the 101st birthday', '1925-11-26'],
])('a birth date is accepted %s', (_, typed) => {
  expect(readBirthDate(typed, today)).toEqual({ value: typed.trim() })
})

test.each([
  ['not-a-date', '29 February of a common year', '1975-02-29'],
  ['not-a-date', '29 February 1900, which was no leap year', '1900-02-29'],
  ['not-a-date', '31 April', '1975-04-31'],
  ['not-a-date', 'day 0', '1975-01-00'],
  ['not-a-date', 'day 99', '1975-01-99'],
  ['not-a-date', 'month 13', '1975-13-01'],
  ['malformed', 'slashes', '27/03/1975'],
  ['malformed', 'a month of one digit', '1975-3-27'],
  ['malformed', 'a year of two digits', '75-03-27'],
  ['malformed', 'no hyphens', '19750327'],
  ['malformed', 'a time', '1975-03-27T00:00'],
  ['malformed', 'a year of five digits', '11975-03-27'],
  ['malformed', 'Arabic-Indic digits', '١٩٧٥-03-27'],
  ['out-of-range', 'a month before the 16th birthday', '2010-12-01'],
  ['out-of-range', 'the 101st birthday', '1925-11-25'],
  ['out-of-range', 'a forgotten century', '0075-03-27'],
])('a birth date is %s: %s', (error, _, typed) => {
  expect(readBirthDate(typed, today)).toEqual({ error })
})

test('a birth date makes whoever was born on a 29 February one year older on 1 March of a common year', () => {
  const born = '1924-02-29'
  expect(readBirthDate(born, new Date('2025-02-28T23:59:59Z'))).toEqual({ value: born })
  expect(readBirthDate(born, new Date('2025-03-01T00:00:00Z'))).toEqual({ error: 'out-of-range' })
})

test('a birth date counts the age at the UTC date of the instant, to its last second', () => {
  const born = '2010-11-25'
  expect(readBirthDate(born, new Date('2026-11-24T23:59:59Z'))).toEqual({ error: 'out-of-range' })
  expect(readBirthDate(born, new Date('2026-11-25T00:00:00Z'))).toEqual({ value: born })
})
