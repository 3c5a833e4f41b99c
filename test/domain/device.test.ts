import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownDevice, newDevice } from '../../functions/domain/device.ts'
import { keys, otherKeys, otherVoterId, voterId } from '../builders.ts'

describe('a known browser', () => {
  it('is one that was made known to this voter', () => {
    const { deviceId, cookie } = newDevice(keys, voterId)
    expect(knownDevice(keys, voterId, cookie)).toBe(deviceId)
  })

  it('is unknown to every other voter and in every other election', () => {
    const { cookie } = newDevice(keys, voterId)
    expect(knownDevice(keys, otherVoterId, cookie)).toBeUndefined()
    expect(knownDevice(otherKeys, voterId, cookie)).toBeUndefined()
  })

  it('does not say whose it is, and is never the same twice', () => {
    const [one, other] = [newDevice(keys, voterId), newDevice(keys, voterId)]
    expect(one.cookie).toMatch(/^[\w-]{22}\.[\w-]{43}$/)
    expect(one.cookie).not.toContain(voterId)
    expect(one.deviceId).not.toBe(other.deviceId)
    expect(one.cookie.split('.')[1]).not.toBe(other.cookie.split('.')[1])
  })

  it('cannot take another id: that would be a fresh counter', () => {
    const [, proof] = newDevice(keys, voterId).cookie.split('.')
    const { deviceId } = newDevice(keys, voterId)
    expect(knownDevice(keys, voterId, `${deviceId}.${proof}`)).toBeUndefined()
  })

  it('is not one whose cookie was changed anywhere', () => {
    const { cookie } = newDevice(keys, voterId)
    // The last character of the proof holds two bits that mean nothing.
    const places = fc.integer({ min: 0, max: cookie.length - 2 })
    fc.assert(
      fc.property(places, fc.constantFrom(...'Aa0_-.'), (place, character) => {
        fc.pre(cookie[place] !== character)
        const changed = cookie.slice(0, place) + character + cookie.slice(place + 1)
        expect(knownDevice(keys, voterId, changed)).toBeUndefined()
      }),
    )
  })

  it.each([undefined, '', '.', 'x', `${'a'.repeat(22)}.`, `${'a'.repeat(22)}.${'b'.repeat(43)}`])(
    'is not %j',
    (cookie) => {
      expect(knownDevice(keys, voterId, cookie)).toBeUndefined()
    },
  )
})
