import type { Reissue } from '../../../shared/contract/reissue.ts'
import { forgetAll, recall, remember } from '../tab-memory.ts'

export interface Draft {
  phone: string
  birthDate: string
  /** In a sent identity only, since it is confidential */
  numen?: string
  sessionEnded?: boolean
}

const DRAFT_KEY = 'draft'

/** Must not be called on a shared computer. Empty fields clear the draft. */
export function keepDraft(email: string, draft: Draft): void {
  remember(DRAFT_KEY, draft.phone || draft.birthDate ? JSON.stringify({ email, draft }) : '')
}

export function forgetDraft(): void {
  remember(DRAFT_KEY, '')
}

export function hasDraft(): boolean {
  return Boolean(recall(DRAFT_KEY))
}

export function forgetAllButDraft(): void {
  const drafts = [DRAFT_KEY, PHONE_KEY].map((key) => [key, recall(key)] as const)
  forgetAll()
  for (const [key, draft] of drafts) remember(key, draft)
}

/** Returns the voter's own draft; deletes another voter's. */
export function draftOf(email: string): Draft | undefined {
  const storedDraft = recall(DRAFT_KEY)
  if (!storedDraft) return undefined
  const { email: owner, draft } = JSON.parse(storedDraft) as { email: string; draft: Draft }
  if (owner === email) return draft
  forgetDraft()
  return undefined
}

const IDENTITY_KEY = 'sent'

/** Keeps the identity for a form that follows a withdrawal. Must not be called on a shared computer. */
export function keepSentIdentity(id: string, draft: Draft): void {
  remember(IDENTITY_KEY, JSON.stringify({ id, typed: draft }))
}

/** Forgets the identity once its request can no longer be withdrawn, unless the request was withdrawn. */
export function forgetSentIdentity(latest: Reissue | null): void {
  if (latest?.state !== 'accepted' && !latest?.withdrawn) remember(IDENTITY_KEY, '')
}

export function takeSentIdentity(latest: Reissue | null): Draft | undefined {
  const entry = JSON.parse(recall(IDENTITY_KEY) || '{}') as { id?: string; typed?: Draft }
  remember(IDENTITY_KEY, '')
  return latest?.withdrawn && latest.id === entry.id ? entry.typed : undefined
}

const PHONE_KEY = 'phone-draft'

/** Keeps the number typed on the phone page; an empty one clears it. Must keep none on a shared computer. */
export function keepTypedPhone(email: string, phone: string): void {
  remember(PHONE_KEY, phone && JSON.stringify({ email, phone }))
}

export function hasTypedPhone(): boolean {
  return Boolean(recall(PHONE_KEY))
}

/** Returns the voter's own number; deletes another voter's. */
export function typedPhoneOf(email: string): string {
  const { email: owner, phone = '' } = JSON.parse(recall(PHONE_KEY) || '{}')
  if (owner === email) return phone
  keepTypedPhone(email, '')
  return ''
}
