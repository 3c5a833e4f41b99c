import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldTexts } from '../../shared/texts/problems.ts'
import {
  feedbackOn,
  type IsTooCommon,
  weaknessOf,
} from '../../site/scripts/account/password-strength.ts'

/** The page refuses in the words of the API. */
const { 'password.too-short': tooShort } = fieldTexts

describe('what is said of a password while it is typed', () => {
  const always: IsTooCommon = () => true
  const never: IsTooCommon = () => false

  test('is nothing as long as nothing is typed', () => {
    expect(feedbackOn('', always)).toBe('')
  })

  test('counts what is missing, in French', () => {
    expect(feedbackOn('a', never)).toContain('il manque 11 caractères.')
    expect(feedbackOn('abcdefghijk', never)).toContain('il manque 1 caractère.')
    expect(weaknessOf('abcdefghijk', never)).toBe(tooShort)
    expect(weaknessOf('abcdefghijkl', never)).toBeUndefined()
  })

  test('counts a letter with its accent as one, and a picture as one, spaces too', () => {
    expect(weaknessOf('é'.repeat(12).normalize('NFD'), never)).toBeUndefined()
    expect(weaknessOf('é'.repeat(11).normalize('NFD'), never)).toBe(tooShort)
    expect(weaknessOf('🐘'.repeat(11), never)).toBe(tooShort)
    expect(weaknessOf('🐘'.repeat(12), never)).toBeUndefined()
    expect(weaknessOf(' '.repeat(12), never)).toBeUndefined()
  })

  test('does not call a short one common, nor any one good: the API judges again', () => {
    expect(weaknessOf('azerty', always)).toBe(tooShort)
    expect(feedbackOn('azertyuiop12', always)).toContain('Trop facile à deviner')
    expect(feedbackOn('azertyuiop12', never)).toMatch(/^Assez long\. .*refusé/)
  })

  test('agrees with what is refused when the form is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (typed, common) => {
        const isTooCommon = () => common
        const refused = weaknessOf(typed, isTooCommon) !== undefined
        expect(/^Trop /.test(feedbackOn(typed, isTooCommon))).toBe(refused)
      }),
    )
  })
})
