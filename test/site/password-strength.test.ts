import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldTexts } from '../../shared/texts/problems.ts'
import {
  type IsTooCommon,
  passwordFeedback,
  weaknessOf,
} from '../../site/scripts/account/password-strength.ts'

const { 'password.too-short': tooShort } = fieldTexts

describe('the feedback on a typed password', () => {
  const always: IsTooCommon = () => true
  const never: IsTooCommon = () => false

  test('is empty for an empty field', () => {
    expect(passwordFeedback('', always)).toBe('')
  })

  test('counts the missing characters in French', () => {
    expect(passwordFeedback('a', never)).toContain('il manque 11 caractères.')
    expect(passwordFeedback('abcdefghijk', never)).toContain('il manque 1 caractère.')
    expect(weaknessOf('abcdefghijk', never)).toBe(tooShort)
    expect(weaknessOf('abcdefghijkl', never)).toBeUndefined()
  })

  test('counts an accented letter, an emoji and a space as one character each', () => {
    expect(weaknessOf('é'.repeat(12).normalize('NFD'), never)).toBeUndefined()
    expect(weaknessOf('é'.repeat(11).normalize('NFD'), never)).toBe(tooShort)
    expect(weaknessOf('🐘'.repeat(11), never)).toBe(tooShort)
    expect(weaknessOf('🐘'.repeat(12), never)).toBeUndefined()
    expect(weaknessOf(' '.repeat(12), never)).toBeUndefined()
  })

  test('calls no short password common and no password good: the API judges again', () => {
    expect(weaknessOf('azerty', always)).toBe(tooShort)
    expect(passwordFeedback('azertyuiop12', always)).toContain('Trop facile à deviner')
    expect(passwordFeedback('azertyuiop12', never)).toMatch(/^Assez long\. .*refusé/)
  })

  test('agrees with the refusal when the form is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (typed, common) => {
        const isTooCommon = () => common
        const refused = weaknessOf(typed, isTooCommon) !== undefined
        expect(/^Trop /.test(passwordFeedback(typed, isTooCommon))).toBe(refused)
      }),
    )
  })
})
