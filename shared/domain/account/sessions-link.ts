import type { KeyObject } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { readForm } from '../read-form.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/**
 * Ends all sessions of a voter. Derived from their epoch, so nothing stores it, and it serves once: ending the sessions
 * increases the epoch.
 */
export function sessionsLink(
  siteUrl: string,
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
): string {
  // The proof is a fragment, so no server logs it.
  return `${siteUrl}/deconnecter/#${owner.voterId}.${proofOf(keys['sessions-link'][0].key, owner)}`
}

/** Reads what `sessionsLink` wrote after `#`. */
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
