import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextSweep } from '../../shared/domain/due-times.ts'
import { newReissue } from '../../shared/domain/new-reissue.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import {
  isTransition,
  isUnderWay,
  type ReissueState,
  reissueStates,
} from '../../shared/domain/reissue.ts'
import { hashPhone, sealPhone, unsealPhone } from '../../shared/domain/sealed-phone.ts'
import { aReissue, keys, now, otherKeys, phone, voterId } from '../builders/values.ts'

describe('the states of a reissue', () => {
  it('allow these transitions and no other', () => {
    const legal = reissueStates.flatMap((from) =>
      reissueStates.filter((to) => isTransition(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(legal.sort()).toEqual([
      'accepted → cancelled',
      'accepted → sending',
      'sending → failed',
      'sending → sent',
      'sent → delivered',
      'sent → failed',
    ])
  })

  it('only go forward: none is ever reached again', () => {
    const reachable = (from: ReissueState): ReissueState[] =>
      reissueStates.filter((to) => isTransition(from, to)).flatMap((to) => [to, ...reachable(to)])
    for (const state of reissueStates) expect(reachable(state)).not.toContain(state)
  })

  it.each(['delivered', 'failed', 'cancelled'] as const)('end with %s', (state) => {
    expect(reissueStates.filter((to) => isTransition(state, to))).toEqual([])
    expect(isUnderWay(state)).toBe(false)
  })

  it('hold a new request back only until the SMS is handed over', () => {
    expect(reissueStates.filter(isUnderWay)).toEqual(['accepted', 'sending'])
  })

  it('never take the SMS back once the carrier has it', () => {
    expect(isTransition('sent', 'cancelled')).toBe(false)
    expect(isTransition('sending', 'cancelled')).toBe(false)
  })
})

describe('a new reissue', () => {
  const reissue = newReissue(keys, {
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

describe('the next sweep of a reissue', () => {
  const waitAfter = (ageSeconds: number) => {
    const instant = new Date(now.getTime() + ageSeconds * 1000)
    const wait = nextSweep(aReissue({ requestedAt: now }), instant).getTime() - instant.getTime()
    return wait / 1000
  }

  it('waits two minutes at least', () => {
    expect(waitAfter(0)).toBe(120)
    expect(waitAfter(119)).toBe(120)
  })

  it('never waits longer than a message is tried, so the end of an outage is noticed soon', () => {
    expect(waitAfter(7200)).toBe(1200)
  })

  it('then waits as long as the request is old, so its copies stay few', () => {
    expect(waitAfter(121)).toBe(121)
    expect(waitAfter(1200)).toBe(1200)
  })

  it('comes back less than eighty times in the first day', () => {
    let ageSeconds = 240
    let sweeps = 0
    while (ageSeconds < 86_400) {
      ageSeconds += waitAfter(ageSeconds)
      sweeps++
    }
    expect(sweeps).toBeLessThan(80)
  })
})
