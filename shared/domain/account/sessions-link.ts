import { timingSafeEqual } from 'node:crypto'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/**
 * The link that ends all sessions of a voter, and changes nothing else. Derived from their epoch, so no table and no
 * queue holds it, and it serves once: to end the sessions is to move the epoch on.
 */
export function sessionsLink(
  siteUrl: string,
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
): string {
  // What follows `#` never leaves the browser, so no server logs it.
  return `${siteUrl}/deconnecter/#${owner.voterId}.${proofOf(keys, owner)}`
}

/** What `sessionsLink` wrote after `#`; undefined of anything else. */
export function readSessionsLink(text: string): { voterId: string; proof: string } | undefined {
  const [, voterId, proof] = /^([\w-]{22})\.([\w-]{43})$/.exec(text) ?? []
  return voterId && proof ? { voterId, proof } : undefined
}

export function provesSessions(
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
  proof: string,
): boolean {
  const expected = Buffer.from(proofOf(keys, owner))
  const given = Buffer.from(proof)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function proofOf(keys: KeysFor<'sessions-link'>, { voterId, sessionEpoch }: VoterEpoch): string {
  return keyedHash(keys['sessions-link'], voterId, String(sessionEpoch))
}
