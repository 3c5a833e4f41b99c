import { describe, expect, it, test } from 'vitest'
import {
  charactersOf,
  likelyWords,
  passwordVariants,
} from '../../shared/domain/account/password-strength.ts'

test('the characters of a password are counted as they are read, however the keyboard composed them', () => {
  expect(charactersOf('e\u0301te\u0301')).toEqual(['é', 't', 'é'])
  expect(charactersOf('🗳🗳')).toHaveLength(2)
})

describe('what is looked at of a password', () => {
  it('is the password itself, and its letters and digits without accents, case and what is between', () => {
    expect(passwordVariants('Éléphant-Rose, n° 7')).toEqual([
      'Éléphant-Rose, n° 7',
      'elephantrosen7',
    ])
    expect(passwordVariants('тихая вода')).toEqual(['тихая вода', 'тихаявода'])
  })

  it('is its first fifty characters', () => {
    const [asTyped, plain] = passwordVariants(`${'é'.repeat(49)}-beyond`)
    expect([asTyped, plain]).toEqual([`${'é'.repeat(49)}-`, 'e'.repeat(49)])
  })
})

describe('what a guesser would try first', () => {
  it('begins with what is known of the voter, without case and accents', () => {
    expect(likelyWords(['Zoé', 'LE GOFF']).slice(0, 2)).toEqual(['zoe', 'le goff'])
  })

  it('has no word of one or two letters: they are in every password', () => {
    expect(likelyWords(['Le', 'D', 'Léa'])[0]).toBe('lea')
    expect(likelyWords([]).every((word) => word.length > 2)).toBe(true)
  })
})
