import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBirthDate } from '../../site/scripts/reissue/reissue-check.ts'

describe('the birth date', () => {
  test.each([
    ['1/2/1980'],
    ['01-02-1980'],
    ['1.2.1980'],
    ['  01 / 02 / 1980 '],
    ['01\u00a002\u00a01980'],
    ['1980-02-01'],
  ])('is read from %j', (typed) => {
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
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2010-12-31'),
      noInvalidDate: true,
    })
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
