import type { Reissue } from '../../../shared/contract/reissue.ts'
import { recall, remember } from '../tab-memory.ts'
import type { Draft } from './draft.ts'

const KEY = 'sent'

/** Keeps the identity while its request may be withdrawn. Never called on a shared computer. */
export function keepSentIdentity(id: string, typed: Draft): void {
  remember(KEY, JSON.stringify({ id, typed }))
}

/** Forgets the identity once its request can no longer be withdrawn, unless it was. */
export function forgetSentIdentity(latest: Reissue | null): void {
  if (latest?.state !== 'accepted' && !latest?.withdrawn) remember(KEY, '')
}

export function takeSentIdentity(latest: Reissue | null): Draft | undefined {
  const { id, typed } = JSON.parse(recall(KEY) || '{}') as { id?: string; typed?: Draft }
  remember(KEY, '')
  return latest?.withdrawn && latest.id === id ? typed : undefined
}
