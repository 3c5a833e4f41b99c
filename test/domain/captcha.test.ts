import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashCode } from '../../shared/domain/account/captcha.ts'
import { keys, otherKeys } from '../builders/values.ts'

const codes = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'))

describe('the hash of a security code', () => {
  it('matches the code that was shown and no other of the ten thousand', () => {
    const shown = hashCode(keys, 'captcha-1', '0427')
    expect(codes.filter((code) => hashCode(keys, 'captcha-1', code) === shown)).toEqual(['0427'])
  })

  it('is worth nothing for another picture', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.uuid(), fc.uuid(), (code, one, other) => {
        fc.pre(one !== other)
        expect(hashCode(keys, one, code)).not.toBe(hashCode(keys, other, code))
      }),
    )
  })

  it('cannot be computed without the key', () => {
    expect(hashCode(otherKeys, 'captcha-1', '0427')).not.toBe(hashCode(keys, 'captcha-1', '0427'))
  })
})
