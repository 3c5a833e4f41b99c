import type { KeyObject } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { readForm } from '../read-form.ts'
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
  return `${siteUrl}/deconnecter/#${owner.voterId}.${proofOf(keys['sessions-link'][0].key, owner)}`
}

/** What `sessionsLink` wrote after `#`; undefined of anything else. */
export function readSessionsLink(text: string): { voterId: string; proof: string } | undefined {
  return readForm(text, /^([\w-]{22})\.([\w-]{43})$/, (voterId, proof) => ({ voterId, proof }))
}

export function provesSessions(
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
  proof: string,
): boolean {
  return isMadeWith(keys['sessions-link'], proof, (key) => proofOf(key, owner))
}

function proofOf(key: KeyObject, { voterId, sessionEpoch }: VoterEpoch): string {
  return keyedHash(key, voterId, String(sessionEpoch))
}
