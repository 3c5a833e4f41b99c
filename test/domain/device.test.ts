import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownDeviceId, newDevice } from '../../shared/domain/account/known-browser.ts'
import { keys, otherKeys, otherVoterId, voterId } from '../builders/values.ts'

const owner = { voterId, sessionEpoch: 3 }

test('a browser is known to the voter whom it was made known to, and to no other', () => {
  const { deviceId, cookie } = newDevice(keys, owner)
  expect(knownDeviceId(keys, owner, cookie)).toBe(deviceId)
  expect(knownDeviceId(keys, { ...owner, voterId: otherVoterId }, cookie)).toBeUndefined()
  expect(knownDeviceId(otherKeys, owner, cookie)).toBeUndefined()
})

test('a browser is unknown once the voter has another password, or a request was cancelled', () => {
  const { cookie } = newDevice(keys, owner)
  expect(knownDeviceId(keys, { ...owner, sessionEpoch: 4 }, cookie)).toBeUndefined()
})

test('a known browser does not say whose it is, and is never the same twice', () => {
  const [one, other] = [newDevice(keys, owner), newDevice(keys, owner)]
  expect(one.cookie).toMatch(/^[\w-]{22}\.[\w-]{43}$/)
  expect(one.cookie).not.toContain(voterId)
  expect(one.deviceId).not.toBe(other.deviceId)
  expect(one.cookie.split('.')[1]).not.toBe(other.cookie.split('.')[1])
})

test('a known browser cannot take another id: that would be a fresh counter', () => {
  const [, proof] = newDevice(keys, owner).cookie.split('.')
  const { deviceId } = newDevice(keys, owner)
  expect(knownDeviceId(keys, owner, `${deviceId}.${proof}`)).toBeUndefined()
})

test('a browser whose cookie was changed anywhere is unknown', () => {
  const { cookie } = newDevice(keys, owner)
  // The last character of the proof holds two unused bits.
  const places = fc.integer({ min: 0, max: cookie.length - 2 })
  fc.assert(
    fc.property(places, fc.constantFrom(...'Aa0_-.'), (place, character) => {
      fc.pre(cookie[place] !== character)
      const changed = cookie.slice(0, place) + character + cookie.slice(place + 1)
      expect(knownDeviceId(keys, owner, changed)).toBeUndefined()
    }),
  )
})

test('a browser is unknown without its whole cookie, or with anything before or after it', () => {
  const { cookie } = newDevice(keys, owner)
  const around = [`a${cookie}`, `\n${cookie}`, `${cookie}a`, `${cookie}\n`]
  for (const other of [...around, undefined, '', `${'a'.repeat(22)}.${'b'.repeat(43)}`]) {
    expect(knownDeviceId(keys, owner, other)).toBeUndefined()
  }
})
