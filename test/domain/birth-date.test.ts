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

test('a birth date may have spaces around it', () => {
  expect(readBirthDate(' 1975-03-27\n', today)).toEqual({ value: '1975-03-27' })
})

test('a birth date may be a 29 February of a leap year', () => {
  expect(readBirthDate('2000-02-29', today)).toEqual({ value: '2000-02-29' })
})

test.each([
  ['29 February of a common year', '1975-02-29'],
  ['29 February 1900, which was no leap year', '1900-02-29'],
  ['31 April', '1975-04-31'],
  ['day 0', '1975-01-00'],
  ['day 99', '1975-01-99'],
  ['month 13', '1975-13-01'],
])('a birth date is refused as no date of the calendar: %s', (_, typed) => {
  expect(readBirthDate(typed, today)).toEqual({ error: 'not-a-date' })
})

test.each([
  '27/03/1975',
  '1975-3-27',
  '75-03-27',
  '19750327',
  '1975-03-27T00:00',
  '11975-03-27',
  '١٩٧٥-03-27',
])('a birth date is refused as malformed when not written YYYY-MM-DD: "%s"', (typed) => {
  expect(readBirthDate(typed, today)).toEqual({ error: 'malformed' })
})

test.each([
  ['on the eve of the 17th birthday', '2009-11-26'],
  ['on the eve of the 101st birthday', '1925-11-26'],
])('a birth date is in range %s', (_, typed) => {
  expect(readBirthDate(typed, today)).toEqual({ value: typed })
})

test.each([
  ['a month before the 16th birthday', '2010-12-01'],
  ['on the 101st birthday', '1925-11-25'],
  ['when the century was forgotten', '0075-03-27'],
])('a birth date is out of range %s', (_, typed) => {
  expect(readBirthDate(typed, today)).toEqual({ error: 'out-of-range' })
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
