import { type KeyObject, randomBytes } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { parseMatch } from '../read-text.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/** Added to the highest known session epoch of a restored voter, since later epochs may be lost. */
export const epochsPerRestoration = 1000

export const likelyEpochs = [0, 1, 2].flatMap((restorations) =>
  Array.from({ length: 32 }, (_, epoch) => restorations * epochsPerRestoration + epoch),
)

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

export function knownDeviceId(
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
