import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { sealPhone, unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { keys, keysFrom, otherKeys, phone } from '../builders/values.ts'

const reissueId = 'reissue-1'
const sealedPhone = sealPhone(keys, reissueId, phone)
const parts = (): [id: string, sealed: Buffer] => {
  const [id = '', sealed = ''] = sealedPhone.split('.')
  return [id, Buffer.from(sealed, 'base64url')]
}

test('a sealed phone is unsealed to the same number, for any number and any reissue', () => {
  const phones = fc.stringMatching(/^\+\d{8,15}$/)
  fc.assert(
    fc.property(phones, fc.string(), (number, id) => {
      const sealed = sealPhone(keys, id, number as Phone)
      expect(unsealPhone(keys, { reissueId: id, sealedPhone: sealed })).toBe(number)
    }),
  )
})

test('a sealed phone is sealed anew each time, so equal numbers do not show', () => {
  expect(sealPhone(keys, reissueId, phone)).not.toBe(sealedPhone)
})

test("a sealed phone cannot be unsealed as that of another reissue, nor with another election's keys", () => {
  expect(() => unsealPhone(keys, { reissueId: 'reissue-2', sealedPhone })).toThrow()
  expect(() => unsealPhone(otherKeys, { reissueId, sealedPhone })).toThrow()
})

test('a sealed phone cannot be unsealed once any bit is changed', () => {
  const [id, sealed] = parts()
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() =>
      unsealPhone(keys, { reissueId, sealedPhone: `${id}.${changed.toString('base64url')}` }),
    ).toThrow()
  }
})

test('a sealed phone cannot be unsealed once cut short, and never by a tag of less than 16 bytes', () => {
  const [id, sealed] = parts()
  for (let length = 1; length < sealed.length; length++) {
    const cut = {
      reissueId,
      sealedPhone: `${id}.${sealed.subarray(0, length).toString('base64url')}`,
    }
    if (length < 28) expect(() => unsealPhone(keys, cut)).toThrow(/tag length/)
    else expect(() => unsealPhone(keys, cut)).toThrow(/unable to authenticate/)
  }
})

test('a sealed phone is unsealed with whatever version of a ring sealed it, until that one is retired', () => {
  const former = 'a former secret that serves in tests only'
  const current = 'a newer secret that serves in tests only'
  const sealed = sealPhone(keysFrom(former), reissueId, phone)
  const both = keysFrom({ current, previous: former })
  expect(unsealPhone(both, { reissueId, sealedPhone: sealed })).toBe(phone)
  expect(() => unsealPhone(keysFrom(current), { reissueId, sealedPhone: sealed })).toThrow(
    'The key was retired',
  )
  expect(sealPhone(both, reissueId, phone).slice(0, 8)).not.toBe(sealed.slice(0, 8))
})

test('a reissue without its sealed phone is an error', () => {
  expect(() => unsealPhone(keys, { reissueId })).toThrow('has no phone')
})
