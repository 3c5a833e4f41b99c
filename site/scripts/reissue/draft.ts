import type { Reissue } from '../../../shared/contract/reissue.ts'
import { forgetAll, recall, remember } from '../tab-memory.ts'

export interface Draft {
  phone: string
  birthDate: string
  /** The confidential NUMEN is stored only by `keepSentIdentity`, for a request that may be withdrawn. */
  numen?: string
  sessionEnded?: boolean
}

interface Drafts {
  draft: Draft
  'phone-draft': string
}

/** Must not be called on a shared computer. */
export function keepDraft<Key extends keyof Drafts>(key: Key, email: string, draft?: Drafts[Key]) {
  remember(key, draft ? JSON.stringify({ email, draft }) : '')
}

export function forgetDraft(key: keyof Drafts): void {
  remember(key, '')
}

export function hasDraft(key: keyof Drafts): boolean {
  return Boolean(recall(key))
}

export function forgetAllButDrafts(): void {
  const drafts = ['draft', 'phone-draft'].map((key) => [key, recall(key)] as const)
  forgetAll()
  for (const [key, draft] of drafts) remember(key, draft)
}

export function draftOf<Key extends keyof Drafts>(
  key: Key,
  email: string,
): Drafts[Key] | undefined {
  const { email: owner, draft } = JSON.parse(recall(key) || '{}')
  if (owner === email) return draft
  forgetDraft(key)
  return undefined
}

const SENT_IDENTITY_KEY = 'sent'

/** Must not be called on a shared computer. */
export function keepSentIdentity(id: string, draft: Draft): void {
  remember(SENT_IDENTITY_KEY, JSON.stringify({ id, typed: draft }))
}

export function forgetSentIdentity(latest: Reissue | null): void {
  if (latest?.state !== 'accepted' && !latest?.withdrawn) remember(SENT_IDENTITY_KEY, '')
}

export function takeSentIdentity(latest: Reissue | null): Draft | undefined {
  const entry = JSON.parse(recall(SENT_IDENTITY_KEY) || '{}') as { id?: string; typed?: Draft }
  remember(SENT_IDENTITY_KEY, '')
  return latest?.withdrawn && latest.id === entry.id ? entry.typed : undefined
}
