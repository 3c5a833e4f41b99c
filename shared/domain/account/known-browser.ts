import { type KeyObject, randomBytes } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { readForm } from '../read-form.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/** A browser stays known from the first connection to the end of the contest. */
export const deviceDays = 90

/**
 * A sign-in reads an account before it judges the attempt only for a browser or a mailed code that some epoch below
 * this made known to it. Beyond, nobody's browser is known: so many passwords and cancellations are no voter's.
 */
export const epochsTried = 32

/**
 * A browser that a voter has signed in with, or set the password with. Its cookie proves that to whoever
 * names the voter, and tells nobody else who that is. A new password or a cancelled request makes it a
 * stranger again: it may be a thief's.
 */
export function newDevice(
  keys: KeysFor<'device'>,
  owner: VoterEpoch,
): { deviceId: string; cookie: string } {
  const deviceId = randomBytes(16).toString('base64url')
  return { deviceId, cookie: deviceCookie(keys, owner, deviceId) }
}

/** The cookie of a browser, the same whenever it is made, but for the key. */
export function deviceCookie(keys: KeysFor<'device'>, owner: VoterEpoch, deviceId: string): string {
  return `${deviceId}.${proofOf(keys.device[0].key, owner, deviceId)}`
}

/** The browser's id, when its cookie was made for this very voter. */
export function knownDevice(
  keys: KeysFor<'device'>,
  owner: VoterEpoch,
  cookie: string | undefined,
): string | undefined {
  return readForm(cookie, /^([\w-]{22})\.([\w-]{43})$/, (deviceId, proof) => {
    const isKnown = isMadeWith(keys.device, proof, (key) => proofOf(key, owner, deviceId))
    return isKnown ? deviceId : undefined
  })
}

function proofOf(key: KeyObject, { voterId, sessionEpoch }: VoterEpoch, deviceId: string): string {
  return keyedHash(key, voterId, String(sessionEpoch), deviceId)
}
