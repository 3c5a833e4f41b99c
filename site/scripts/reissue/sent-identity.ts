import type { Reissue } from '../../../shared/contract/reissue.ts'
import { recall, remember } from '../tab-memory.ts'
import type { Draft } from './draft.ts'

const KEY = 'sent'

/**
 * What was sent with a request but for the phone, which may be wrong: kept as long as the request may be withdrawn. It
 * goes with all that the tab remembers when the session ends. Never on a computer that others use after.
 */
export function keepSent(id: string, typed: Draft): void {
  remember(KEY, JSON.stringify({ id, typed }))
}

/** Once its SMS leaves, or it ended without having been withdrawn. */
export function forgetSentUnless(latest: Reissue | null): void {
  if (latest?.state !== 'accepted' && !latest?.withdrawn) remember(KEY, '')
}

/** Of the request that was just withdrawn. It comes back once. */
export function takeSent(latest: Reissue | null): Draft | undefined {
  const { id, typed } = JSON.parse(recall(KEY) || '{}') as { id?: string; typed?: Draft }
  remember(KEY, '')
  return latest?.withdrawn && latest.id === id ? typed : undefined
}
