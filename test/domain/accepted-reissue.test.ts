import { describe, expect, it } from 'vitest'
import { acceptedReissue } from '../../shared/domain/reissue/accepted-reissue.ts'
import { hashPhone, unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { keys, phone, voterId } from '../builders/values.ts'

describe('an accepted reissue', () => {
  const reissue = acceptedReissue(keys, {
    reissueId: 'reissue-9',
    voterId,
    phone,
    maskedPhone: '•• •• •• •• 78',
    expectedAt: new Date('2026-11-25T09:06:00Z'),
    now: new Date('2026-11-25T09:00:00Z'),
  })

  it('is accepted, and its history starts there', () => {
    expect(reissue).toMatchObject({
      reissueId: 'reissue-9',
      voterId,
      state: 'accepted',
      history: [{ state: 'accepted', at: new Date('2026-11-25T09:00:00Z') }],
      requestedAt: new Date('2026-11-25T09:00:00Z'),
    })
  })

  it('is expected when it was promised', () => {
    expect(reissue.expectedAt).toEqual(new Date('2026-11-25T09:06:00Z'))
  })

  it('owes its SMS two minutes after it was promised, and its confirmation two minutes from now', () => {
    expect(reissue.smsDueAt).toEqual(new Date('2026-11-25T09:08:00Z'))
    expect(reissue.mailDueAt).toEqual(new Date('2026-11-25T09:02:00Z'))
  })

  it('shows the phone number nowhere, whole or local', () => {
    const written = JSON.stringify(reissue)
    expect(written).not.toContain('612345678')
    expect(written).toContain('•• •• •• •• 78')
  })

  it('gives its phone back to the sender, and the hash that counts its uses', () => {
    expect(unsealPhone(keys, reissue)).toBe(phone)
    expect(reissue.phoneHash).toBe(hashPhone(keys, phone))
  })
})
