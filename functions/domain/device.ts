import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Keys, keyedDigest, keyedHash } from './keys.ts'

/**
 * A browser that a voter has signed in with, or set the password with. Its cookie proves that to whoever
 * names the voter, and tells nobody else who that is.
 */
export function newDevice(keys: Keys, voterId: string): { deviceId: string; cookie: string } {
  const deviceId = randomBytes(16).toString('base64url')
  return { deviceId, cookie: `${deviceId}.${keyedHash(keys.device, voterId, deviceId)}` }
}

/** The browser's id, when its cookie was made for this very voter. */
export function knownDevice(
  keys: Keys,
  voterId: string,
  cookie: string | undefined,
): string | undefined {
  const [, deviceId = '', proof = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  const given = Buffer.from(proof, 'base64url')
  const expected = keyedDigest(keys.device, voterId, deviceId)
  return given.length === expected.length && timingSafeEqual(given, expected) ? deviceId : undefined
}
