import type { KeyObject } from 'node:crypto'
import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import { parseMatch } from '../read-text.ts'
import type { VoterEpoch } from '../voter/voter.ts'

export function sessionsLink(
  siteUrl: string,
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
): string {
  return `${siteUrl}/deconnecter/#${owner.voterId}.${proofOf(keys['sessions-link'][0].key, owner)}`
}

export function readSessionsLink(text: string): { voterId: string; proof: string } | undefined {
  return parseMatch(text, /^([\w-]{22})\.([\w-]{43})$/, (voterId, proof) => ({ voterId, proof }))
}

export function isSessionsProof(
  keys: KeysFor<'sessions-link'>,
  owner: VoterEpoch,
  proof: string,
): boolean {
  return isMadeWith(keys['sessions-link'], proof, (key) => proofOf(key, owner))
}

function proofOf(key: KeyObject, { voterId, sessionEpoch }: VoterEpoch): string {
  return keyedHash(key, voterId, String(sessionEpoch))
}
