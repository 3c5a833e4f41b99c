import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sealCode, unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import { encrypt } from '../../shared/domain/encryption.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { keys, now } from '../builders/values.ts'

const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

const sealed = sealCode(keys, '0427', later(600_000))

test('a sealed captcha is unsealed to the very code, for any code, until it expires', () => {
  const codes = fc.stringMatching(/^\d{4}$/)
  const lives = fc.integer({ min: 1, max: 600_000 })
  fc.assert(
    fc.property(codes, lives, (code, milliseconds) => {
      const sealedCode = sealCode(keys, code, later(milliseconds))
      expect(unsealCode(keys, sealedCode, later(milliseconds - 1))).toBe(code)
      expect(unsealCode(keys, sealedCode, later(milliseconds))).toBeUndefined()
    }),
  )
})

test('a sealed captcha is as long for every code, and another each time: equal codes do not show', () => {
  const others = Array.from({ length: 100 }, () => sealCode(keys, '0427', later(600_000)))
  expect(new Set([sealed, ...others]).size).toBe(101)
  for (const one of [sealed, ...others]) expect(one).toMatch(/^[\w-]{8}\.[\w-]{60}$/)
})

test('a sealed captcha is nothing that somebody made up, nor what was sealed for another use', () => {
  const others = [
    '',
    'x'.repeat(60),
    sealed.slice(1),
    `${sealed}A`,
    `${sealed}\n`,
    `${sealed.slice(0, -1)}=`,
    encrypt(keys['captcha-sound'], 'another', `0427${later(600_000).getTime()}`),
    encrypt(keys['phone-seal'], 'sound', `0427${later(600_000).getTime()}`),
  ]
  for (const other of others) expect(unsealCode(keys, other, now), other).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(unsealCode(keys, text, now)).toBeUndefined()
    }),
  )
})
