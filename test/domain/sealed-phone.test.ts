import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone, sealPhone, unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { aReissue, keys, otherKeys, phone } from '../builders/values.ts'

describe('the hash of a phone', () => {
  it('is the same for every voter, so one phone is counted once', () => {
    expect(aReissue({ voterId: 'another' }).phoneHash).toBe(aReissue().phoneHash)
  })

  it('differs by phone and by election', () => {
    expect(hashPhone(keys, '+33612345679' as Phone)).not.toBe(hashPhone(keys, phone))
    expect(hashPhone(otherKeys, phone)).not.toBe(hashPhone(keys, phone))
  })
})

describe('a sealed phone', () => {
  const reissueId = 'reissue-1'
  const sealedPhone = sealPhone(keys, reissueId, phone)

  it('opens to the very number, for any number and any reissue', () => {
    const phones = fc.stringMatching(/^\+\d{8,15}$/)
    fc.assert(
      fc.property(phones, fc.string(), (number, id) => {
        const sealed = sealPhone(keys, id, number as Phone)
        expect(unsealPhone(keys, { reissueId: id, sealedPhone: sealed })).toBe(number)
      }),
    )
  })

  it('is sealed anew each time, so equal numbers do not show', () => {
    expect(sealPhone(keys, reissueId, phone)).not.toBe(sealedPhone)
  })

  it('does not open as the seal of another reissue', () => {
    expect(() => unsealPhone(keys, { reissueId: 'reissue-2', sealedPhone })).toThrow()
  })

  it("does not open with another election's keys", () => {
    expect(() => unsealPhone(otherKeys, { reissueId, sealedPhone })).toThrow()
  })

  it('does not open once any bit is changed', () => {
    const sealed = Buffer.from(sealedPhone, 'base64url')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() =>
        unsealPhone(keys, { reissueId, sealedPhone: changed.toString('base64url') }),
      ).toThrow()
    }
  })

  it('does not open once cut short, and never by a tag of less than 16 bytes', () => {
    const sealed = Buffer.from(sealedPhone, 'base64url')
    for (let length = 1; length < sealed.length; length++) {
      const cut = { reissueId, sealedPhone: sealed.subarray(0, length).toString('base64url') }
      if (length < 28) expect(() => unsealPhone(keys, cut)).toThrow(/tag length/)
      else expect(() => unsealPhone(keys, cut)).toThrow(/unable to authenticate/)
    }
  })

  it('is said to be gone when the reissue holds it no more', () => {
    expect(() => unsealPhone(keys, { reissueId })).toThrow('holds no phone number any more')
  })
})
