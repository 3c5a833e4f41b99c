import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Identifier,
  identifierOf,
  identifierText,
  readIdentifier,
} from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { identifiersIn } from '../../shared/domain/voter/pasted-identifiers.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { keys, voterId } from '../builders/values.ts'

const symbols = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const someIdentifiers = Array.from({ length: 25 }, (_, index) =>
  deriveIdentifier(keys, voterId, `reissue-${index}`),
)
const identifiers = fc.string().map((source) => deriveIdentifier(keys, voterId, source))

test('an identifier has 12 symbols, starts with B5 and uses no look-alike letter', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (voter, source) => {
      expect(deriveIdentifier(keys, voter, source)).toMatch(/^B5[0-9A-HJKMNP-TV-Z]{10}$/)
    }),
  )
})

test('an identifier is read in groups of four, as it is printed', () => {
  expect(identifierText('B5123456789A' as Identifier)).toBe('B512 3456 789A')
  for (const identifier of someIdentifiers) {
    expect(readIdentifier(identifierText(identifier))).toBe(identifier)
  }
})

test('a typed identifier is read whatever the case, the spaces, the hyphens, the dots and the quotes', () => {
  const spaces = ' \t\n\u00a0\u202f\u2009\u200b\ufeff'
  const hyphens = '-\u2010\u2011–—\u2212\u00ad'
  const separators = fc.constantFrom('', '  ', '« ', ' »', ...spaces, ...hyphens, ...'."“”')
  const twelve = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(
      identifiers,
      twelve(separators),
      twelve(fc.boolean()),
      (identifier, before, lower) => {
        const typed = [...identifier]
          .map((symbol, index) => before[index] + (lower[index] ? symbol.toLowerCase() : symbol))
          .join('')
        expect(readIdentifier(`${typed} `)).toBe(identifier)
      },
    ),
  )
})

test('a typed identifier is read with O for 0, and I or L for 1', () => {
  const withZeroAndOne = someIdentifiers.filter((identifier) => /0.*1|1.*0/.test(identifier))
  expect(withZeroAndOne.length).toBeGreaterThan(0)
  for (const identifier of withZeroAndOne) {
    for (const one of ['I', 'i', 'L', 'l']) {
      for (const zero of ['O', 'o']) {
        const typed = identifier.replaceAll('1', one).replaceAll('0', zero)
        expect(readIdentifier(typed)).toBe(identifier)
      }
    }
  }
})

test('a typed identifier is read from full-width characters', () => {
  expect(readIdentifier('Ｂ５００　００００　０００２')).toBe('B50000000002')
})

test('a typed identifier has the check symbol of the formula: B·x + 5·x² over GF(32), worked out by hand, is 2', () => {
  expect(readIdentifier('B500 0000 0002')).toBe('B50000000002')
})

test('a typed identifier is refused when any one symbol is replaced by any other', () => {
  for (const identifier of someIdentifiers) {
    for (let position = 0; position < 12; position++) {
      for (const symbol of symbols) {
        if (symbol === identifier[position]) continue
        const wrong = identifier.slice(0, position) + symbol + identifier.slice(position + 1)
        expect(readIdentifier(wrong)).toBeUndefined()
      }
    }
  }
})

test('a typed identifier is refused when any two symbols that differ are swapped, adjacent or not', () => {
  for (const identifier of someIdentifiers) {
    for (let left = 0; left < 12; left++) {
      for (let right = left + 1; right < 12; right++) {
        const swapped = [...identifier]
        swapped[left] = identifier.charAt(right)
        swapped[right] = identifier.charAt(left)
        if (swapped[left] === swapped[right]) continue
        expect(readIdentifier(swapped.join(''))).toBeUndefined()
      }
    }
  }
})

test('a typed identifier has one check symbol only for the eleven before it', () => {
  for (const identifier of someIdentifiers) {
    const payload = identifier.slice(0, 11)
    const read = symbols.filter((symbol) => readIdentifier(payload + symbol))
    expect(read).toEqual([identifier.at(-1)])
  }
})

test('a typed identifier is refused when a symbol is missing, added, or outside the alphabet', () => {
  const identifier = someIdentifiers[0] as Identifier
  expect(readIdentifier(identifier.slice(0, 11))).toBeUndefined()
  expect(readIdentifier(`${identifier}0`)).toBeUndefined()
  expect(readIdentifier('')).toBeUndefined()
  for (const symbol of ['U', 'É', '!', '.', '_', '😀', '٥']) {
    for (let position = 0; position < 12; position++) {
      const wrong = identifier.slice(0, position) + symbol + identifier.slice(position + 1)
      expect(readIdentifier(wrong)).toBeUndefined()
    }
  }
  // The check symbol alone would not distinguish a missing value from a 0.
  const withZero = identifierOf([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(readIdentifier(withZero)).toBe(withZero)
  expect(readIdentifier(withZero.replace('0', 'U'))).toBeUndefined()
})

test('a typed identifier is canonical once read, and reading never throws', () => {
  const twelve = { minLength: 12, maxLength: 12 }
  const typings = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...symbols, ...'OILoil'), ...twelve }),
  )
  fc.assert(
    fc.property(typings, (typed) => {
      const read = readIdentifier(typed)
      if (read === undefined) return
      expect([...read].filter((symbol) => !symbols.includes(symbol))).toEqual([])
      expect(readIdentifier(read)).toBe(read)
    }),
  )
})

test('a typed identifier is found in any text around it, once, unless a letter or a digit stands before it', () => {
  const around = fc.string().filter((text) => !/[a-z\d]/i.test(text))
  fc.assert(
    fc.property(identifiers, around, fc.string(), (identifier, before, after) => {
      const written = identifierText(identifier)
      const found = identifiersIn(`Votre ${before} ${written}, ${written} ${after}`)
      expect(found[0]).toBe(identifier)
      expect(found.filter((one) => one === identifier)).toHaveLength(1)
      expect(identifiersIn(`A${identifier}`)).toEqual([])
    }),
  )
  expect(identifiersIn('B5, puis B5')).toEqual([])
})
