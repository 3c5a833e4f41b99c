import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumen } from '../../shared/domain/voter/identity.ts'

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count })
const letters = (count: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    minLength: count,
    maxLength: count,
  })
const numens = fc
  .tuple(digits(2), letters(1), digits(7), letters(3))
  .map((parts) => ({ parts, canonical: parts.join('') }))

test('a NUMEN is read the same whatever the case and the spaces or hyphens between its parts', () => {
  const separators = fc.constantFrom('', ' ', '\u00a0', '-', '\u2011', '–', '\u2212', '\u200b')
  fc.assert(
    fc.property(numens, separators, fc.boolean(), ({ parts, canonical }, separator, lower) => {
      const typed = ` ${parts.join(separator)}\t`
      expect(readNumen(lower ? typed.toLowerCase() : typed)).toBe(canonical)
    }),
  )
})

test('a NUMEN is read with O for 0 and I or L for 1 among its digits, and 0 for O among its letters', () => {
  fc.assert(
    fc.property(numens, fc.constantFrom('I', 'i', 'L', 'l'), ({ parts, canonical }, one) => {
      const typed = parts.map((part) =>
        /\d/.test(part)
          ? part.replaceAll('0', 'o').replaceAll('1', one)
          : part.replaceAll('O', '0'),
      )
      expect(readNumen(typed.join(' '))).toBe(canonical)
    }),
  )
  expect(readNumen('O1e78l23o5ab0')).toBe('01E7812305ABO')
})

test.each([
  '01.E.7812345.ABC',
  '« 01E7812345ABC »',
  '“01E7812345ABC”.',
  '０１Ｅ７８１２３４５ＡＢＣ',
])('a NUMEN may be typed as %s', (typed) => expect(readNumen(typed)).toBe('01E7812345ABC'))

test.each([
  ['nothing', ''],
  ['12 characters', '01E7812345AB'],
  ['14 characters', '01E7812345ABCD'],
  ['a letter among the digits', '01E78123B5ABC'],
  ['a 1 for the first letter, which may be I or L', '0117812345ABC'],
  ['a 1 among the last letters, which may be I or L', '01E7812345AB1'],
  ['a letter before it', 'A01E7812345ABC'],
  ['other punctuation', '01/E/7812345/ABC'],
  ['Arabic-Indic digits', '٠١E7812345ABC'],
  ['two NUMEN in a row', '01E7812345ABC01E7812345ABC'],
])('a NUMEN is refused with %s', (_, typed) => {
  expect(readNumen(typed)).toBeUndefined()
})

test('a NUMEN is read again as itself', () => {
  fc.assert(fc.property(numens, ({ canonical }) => readNumen(canonical) === canonical))
})
