import { type KeysFor, keyedDigest, keyedHash, matches, versionIdOf, versionWith } from '../keys.ts'
import { freeSymbols, type Identifier, identifierOf } from './identifier.ts'

/** Which bytes of the digest give symbols: changing it would strand every identifier that is printed or sent. */
const firstByte = 2

/**
 * The identifier that a source (the notice, or one reissue) gives to a voter.
 * The same source and version always give the same one, so it needs to be stored nowhere. 9 symbols carry 45 bits
 * of HMAC.
 * @param source `notice`, or the id of a reissue
 * @param versionId of the keys; the current ones when absent
 * @throws Error when that version was retired
 */
export function deriveIdentifier(
  keys: KeysFor<'identifier'>,
  voterId: string,
  source: string,
  versionId = keys.identifier[0].id,
): Identifier {
  const version = versionWith(keys.identifier, versionId)
  if (!version) throw new Error('The key of this identifier was retired')
  const digest = keyedDigest(version.key, voterId, source)
  const bytes = digest.subarray(firstByte, firstByte + freeSymbols)
  return identifierOf([...bytes].map((byte) => byte & 31))
}

/** What the tables keep in place of an identifier, after the version that made it. */
export function hashIdentifier(
  keys: KeysFor<'identifier-hash'>,
  voterId: string,
  identifier: Identifier,
  versionId = keys['identifier-hash'][0].id,
): string {
  const version = versionWith(keys['identifier-hash'], versionId)
  if (!version) throw new Error('The key of this hash was retired')
  return `${version.id}.${keyedHash(version.key, voterId, identifier)}`
}

/** Whether it is the one that was hashed, by whatever version. */
export function isIdentifierOf(
  keys: KeysFor<'identifier-hash'>,
  voterId: string,
  identifier: Identifier,
  identifierHash: string,
): boolean {
  const version = versionWith(keys['identifier-hash'], versionIdOf(identifierHash))
  return (
    version !== undefined &&
    matches(identifierHash, hashIdentifier(keys, voterId, identifier, version.id))
  )
}
