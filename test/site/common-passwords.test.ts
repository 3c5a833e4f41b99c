import { gzipSync } from 'node:zlib'
import { dictionary } from '@zxcvbn-ts/language-common'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weaknessOf as judgedByApi } from '../../functions/set-password/password-weakness.ts'
import { charactersOf, minimumCharacters } from '../../shared/domain/account/password-strength.ts'
import { fieldTexts } from '../../shared/texts/problems.ts'
import { commonPasswords } from '../../site/common-passwords.ts'
import { commonPasswordCheck, weaknessOf } from '../../site/scripts/account/password-strength.ts'
import { sized } from '../size.ts'
import { builtSite } from './built-site.ts'

const { page, script } = builtSite()
const tooCommon = fieldTexts['password.too-common']
const isTooCommon = commonPasswordCheck(commonPasswords)

describe('a password that the page refuses without the API', () => {
  test('is every common password of sufficient length, in any case', () => {
    const longEnough = dictionary['passwords-common'].filter(
      (password) => charactersOf(password).length >= minimumCharacters,
    )
    expect(longEnough.length).toBeGreaterThan(300)
    for (const password of longEnough)
      expect(weaknessOf(password, isTooCommon), password).toBe(tooCommon)
    const some = commonPasswords.filter((_, rank) => rank % sized(20, 5) === 0)
    for (const password of some) expect(judgedByApi(password, []), password).toBe('too-common')
    expect(isTooCommon('Qwerty 123456')).toBe(true)
  })

  test.each([
    ...['aaaaaaaaaaaaaa', 'k7Rw?pk7Rw?p', 'azertyuiop12', 'MLKJHGFDSQ75', '01234567890!'],
    ...['Mot de passe 2026', 'Éducation nationale', 'vivelafrance', 'lkjihgfedcba'],
  ])('is %j', (password) => {
    expect(weaknessOf(password, isTooCommon)).toBe(tooCommon)
    expect(judgedByApi(password, [])).toBe('too-common')
  })

  test.each(['trois girafes à la cantine', 'k7 Rw?p2 mX9', 'Ένα ποδήλατο στη βροχή'])(
    'is not %j, which the API accepts too',
    (password) => {
      expect(weaknessOf(password, isTooCommon)).toBeUndefined()
      expect(judgedByApi(password, [])).toBeUndefined()
    },
  )

  test('is always refused by the API too', () => {
    const word = fc.constantFrom(
      ...'azerty|vote|Élections|motdepasse|éducation nationale|2026|!| |aB3?'.split('|'),
      ...commonPasswords.slice(0, 40),
    )
    const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(''))
    const repeated = fc
      .tuple(
        fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
        fc.integer({ min: 2, max: 20 }),
      )
      .map(([text, times]) => text.repeat(times))
    const letters = fc.string({ minLength: 12, maxLength: 24 })
    fc.assert(
      fc.property(fc.oneof(words, repeated, letters), (password) => {
        if (weaknessOf(password, isTooCommon)) expect(judgedByApi(password, [])).toBeDefined()
      }),
      { numRuns: sized(60, 300) },
    )
  }, 120_000)
})

test("the password page's one script is light enough for a slow phone", () => {
  const { path, code } = script('password')
  expect(code).toContain(commonPasswords.join(' '))
  expect(page('/mot-de-passe/').match(/<script[^>]*src="[^"]*"/g)).toEqual([
    expect.stringContaining(path),
  ])
  expect(gzipSync(code).length).toBeLessThan(8_000)
})
