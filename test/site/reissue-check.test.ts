import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { readNumen } from '../../shared/domain/voter/identity.ts'
import { fieldError, readBirthDate } from '../../site/scripts/reissue/reissue-check.ts'
import { election } from './built-site.ts'

describe("the form's own checks", () => {
  test.each([
    ['phone', '  ', 'required'],
    ['phone', '06 12 34', 'malformed'],
    ['phone', '01 42 00 00 00', 'notMobile'],
    ['numen', 'ABC', 'malformed'],
    ['birthDate', '31/02/1970', 'notADate'],
    ['captcha', '94', 'malformed'],
    ['captcha', ' 9456 ', undefined],
    ['numen', '01e1000000abc', undefined],
    ['birthDate', '07031980', undefined],
  ])('find for %s %j: %s', (name, typed, error) => {
    expect(fieldError(name, typed)).toBe(error)
  })

  test('refuse no number that the API accepts', () => {
    for (const typed of [
      '06 12 34 56 78',
      '612345678',
      '+687 75 12 34',
      '+681 82.12.34',
      '00508 55 12 34',
      '+690 7290',
      '٠٦١٢٣٤٥٦٧٨',
    ])
      expect(fieldError('phone', typed), typed).toBeUndefined()
    const written = fc
      .tuple(
        fc.constantFrom('', '0', '00', '+', '+33', '+262 ', '+687', '06', '05 90'),
        fc.string({ unit: fc.constantFrom(...'0123456789 .-()'), minLength: 6, maxLength: 12 }),
      )
      .map(([start, rest]) => start + rest)
    fc.assert(
      fc.property(written, (typed) => {
        if ('value' in readPhone(typed, election.territories))
          expect(fieldError('phone', typed)).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })

  test('refuse no NUMEN that the API accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'01EOIL9ABC -.') }), (typed) => {
        if (readNumen(typed)) expect(fieldError('numen', typed)).toBeUndefined()
      }),
    )
  })
})

describe('the birth date', () => {
  const typings = ['1/2/1980', '01-02-1980', '1.2.1980', '  01 / 02 / 1980 ', '1980-02-01']
  test.each([...typings, '01\u00a002\u00a01980'])('is read from %j', (typed) => {
    expect(readBirthDate(typed)).toEqual({ date: '1980-02-01' })
  })

  test.each([
    ['31/02/1980', 'notADate'],
    ['29/02/1900', 'notADate'],
    ['01/13/1980', 'notADate'],
    ['1980-02-31', 'notADate'],
    ['1/2/80', 'shortYear'],
    ['121980', 'shortYear'],
    ['1/2/198', 'malformed'],
    ['', 'malformed'],
    ['hier', 'malformed'],
  ])('is refused as %j, with the reason %s', (typed, error) => {
    expect(readBirthDate(typed)).toEqual({ error })
  })

  test('is read alike however a day of the calendar is typed', () => {
    const [min, max] = [new Date('1900-01-01'), new Date('2010-12-31')]
    const days = fc.date({ min, max, noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year = '', month = '', day = ''] = iso.split('-')
        for (const typed of [
          `${day}/${month}/${year}`,
          `${Number(day)} ${Number(month)} ${year}`,
          `${day}${month}${year}`,
        ]) {
          expect(readBirthDate(typed)).toEqual({ date: iso })
        }
      }),
    )
  })
})
