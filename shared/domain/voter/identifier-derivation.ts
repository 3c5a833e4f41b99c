import { type KeysFor, keyedDigest, keyedHash } from '../keys.ts'
import { freeSymbols, type Identifier, identifierOf } from './identifier.ts'

/** Which bytes of the digest give symbols: changing it would strand every identifier that is printed or sent. */
const firstByte = 2

/**
 * The identifier that a source (the notice, or one reissue) gives to a voter.
 * The same source always gives the same one, so it needs to be stored nowhere. 9 symbols carry 45 bits
 * of HMAC.
 * @param source `notice`, or the id of a reissue
 */
export function deriveIdentifier(
  keys: KeysFor<'identifier'>,
  voterId: string,
  source: string,
): Identifier {
  const digest = keyedDigest(keys.identifier, voterId, source)
  const bytes = digest.subarray(firstByte, firstByte + freeSymbols)
  return identifierOf([...bytes].map((byte) => byte & 31))
}

/** What the tables keep in place of an identifier. */
export function hashIdentifier(
  keys: KeysFor<'identifier-hash'>,
  voterId: string,
  identifier: Identifier,
): string {
  return keyedHash(keys['identifier-hash'], voterId, identifier)
}
