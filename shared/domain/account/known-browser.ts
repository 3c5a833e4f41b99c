import { type KeyObject, randomBytes } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { parseMatch } from '../read-text.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/** Sign-in checks cookies and mailed codes with every epoch below this before it reads the voter. None reaches it. */
export const epochLimit = 32

/** The cookie does not reveal the voter. It becomes invalid when the voter's session epoch changes. */
export function newDevice(
  keys: KeysFor<'device'>,
  owner: VoterEpoch,
): { deviceId: string; cookie: string } {
  const deviceId = randomBytes(16).toString('base64url')
  return { deviceId, cookie: deviceCookie(keys, owner, deviceId) }
}

export function deviceCookie(keys: KeysFor<'device'>, owner: VoterEpoch, deviceId: string): string {
  return `${deviceId}.${proofOf(keys.device[0].key, owner, deviceId)}`
}

export function knownDevice(
  keys: KeysFor<'device'>,
  owner: VoterEpoch,
  cookie: string | undefined,
): string | undefined {
  return parseMatch(cookie, /^([\w-]{22})\.([\w-]{43})$/, (deviceId, proof) => {
    const isKnown = isMadeWith(keys.device, proof, (key) => proofOf(key, owner, deviceId))
    return isKnown ? deviceId : undefined
  })
}

function proofOf(key: KeyObject, { voterId, sessionEpoch }: VoterEpoch, deviceId: string): string {
  return keyedHash(key, voterId, String(sessionEpoch), deviceId)
}
