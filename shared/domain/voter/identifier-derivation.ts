import {
  findVersion,
  type KeysFor,
  keyedDigest,
  keyedHash,
  matches,
  requireVersion,
  versionIdOf,
} from '../keys.ts'
import { bodyLength, type Identifier, identifierOf } from './identifier.ts'

/** Must not change: stored hashes belong to identifiers derived with it. */
const firstDigestByte = 2

/** @param source `notice`, `notice-2` and so on, or a reissue's id */
export function deriveIdentifier(
  keys: KeysFor<'identifier'>,
  voterId: string,
  source: string,
  versionId = keys.identifier[0].id,
): Identifier {
  const { key } = requireVersion(keys.identifier, versionId)
  const digest = keyedDigest(key, voterId, source)
  const bytes = digest.subarray(firstDigestByte, firstDigestByte + bodyLength)
  return identifierOf([...bytes].map((byte) => byte & 31))
}

export function hashIdentifier(
  keys: KeysFor<'identifier-hash'>,
  voterId: string,
  identifier: Identifier,
  versionId = keys['identifier-hash'][0].id,
): string {
  const { id, key } = requireVersion(keys['identifier-hash'], versionId)
  return `${id}.${keyedHash(key, voterId, identifier)}`
}

export function holdsIdentifier(
  keys: KeysFor<'identifier-hash'>,
  { voterId, identifierHash }: { voterId: string; identifierHash: string },
  identifier: Identifier,
): boolean {
  const version = findVersion(keys['identifier-hash'], versionIdOf(identifierHash))
  return (
    version !== undefined &&
    matches(identifierHash, hashIdentifier(keys, voterId, identifier, version.id))
  )
}

export function returnedHash(at: WallInstant): string {
  return `${returnedPrefix}${at.toISOString()}`
}

const returnedPrefix = 'returned '

export const isReturnedHash = (identifierHash: string) => identifierHash.startsWith(returnedPrefix)
