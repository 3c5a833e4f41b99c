import type { Reissue } from '../../../shared/contract/reissue.ts'
import { recall, remember } from '../tab-memory.ts'
import type { Draft } from './draft.ts'

const KEY = 'sent'

/**
 * Keeps the NUMEN and birth date that were sent, while the request may be withdrawn. Cleared when the session ends;
 * never used on a shared computer.
 */
export function keepSent(id: string, typed: Draft): void {
  remember(KEY, JSON.stringify({ id, typed }))
}

/** Forgets it once the SMS leaves, or the request ended without a withdrawal. */
export function forgetSentUnless(latest: Reissue | null): void {
  if (latest?.state !== 'accepted' && !latest?.withdrawn) remember(KEY, '')
}

export function takeSent(latest: Reissue | null): Draft | undefined {
  const { id, typed } = JSON.parse(recall(KEY) || '{}') as { id?: string; typed?: Draft }
  remember(KEY, '')
  return latest?.withdrawn && latest.id === id ? typed : undefined
}
