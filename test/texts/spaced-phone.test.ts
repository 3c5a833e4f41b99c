import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spacedPhone } from '../../shared/texts/sms/phone-formats.ts'

test.each([
  ['06.12.34.56.78', '06 12 34 56 78'],
  ['+33 (0)6 12345678', '+33 6 12 34 56 78'],
  ['0033612345678', '+33 6 12 34 56 78'],
  ['+590 0690-12-34-56', '+590 690 12 34 56'],
  ['+687751234', '+687 75 12 34'],
  ['+32 470 12 34 56', '+32 470 12 34 56'],
  [' 06 12 ', '06 12'],
])('%j is read as %j', (typed, read) => {
  expect(spacedPhone(typed)).toBe(read)
})

test('spacing loses or adds no digit outside a rewritten prefix', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 12 })
  fc.assert(
    fc.property(digits, fc.constantFrom('+', ''), (number, sign) => {
      fc.pre(!/^(00|\+(33|262|59[046])0)/.test(sign + number))
      expect(spacedPhone(sign + number).replace(/ /g, '')).toBe(sign + number)
    }),
  )
})
