import { expect, test } from 'vitest'
import {
  charactersOf,
  likelyWords,
  passwordVariants,
} from '../../shared/domain/account/password-strength.ts'

test('the characters of a password are counted as they are read, however the keyboard composed them', () => {
  expect(charactersOf('e\u0301te\u0301')).toEqual(['é', 't', 'é'])
  expect(charactersOf('🗳🗳')).toHaveLength(2)
})

test('a guess is compared with the password itself, and its letters and digits without accents, case and what is between', () => {
  expect(passwordVariants('Éléphant-Rose, n° 7')).toEqual(['Éléphant-Rose, n° 7', 'elephantrosen7'])
  expect(passwordVariants('тихая вода')).toEqual(['тихая вода', 'тихаявода'])
})

test('a guess is compared with the first fifty characters of a password', () => {
  const [asTyped, plain] = passwordVariants(`${'é'.repeat(49)}-beyond`)
  expect([asTyped, plain]).toEqual([`${'é'.repeat(49)}-`, 'e'.repeat(49)])
})

test('a guesser first tries what is known of the voter, without case and accents', () => {
  expect(likelyWords(['Zoé', 'LE GOFF']).slice(0, 2)).toEqual(['zoe', 'le goff'])
})

test('a guesser tries no word of one or two letters: they are in every password', () => {
  expect(likelyWords(['Le', 'D', 'Léa'])[0]).toBe('lea')
  expect(likelyWords([]).every((word) => word.length > 2)).toBe(true)
})
