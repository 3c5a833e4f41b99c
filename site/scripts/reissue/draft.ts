import { forgetAll, recall, remember } from '../tab-memory.ts'

export interface Draft {
  phone: string
  birthDate: string
  /** Confidential: kept only while a sent request may be withdrawn. */
  numen?: string
  sessionEnded?: boolean
}

const KEY = 'draft'

/** Never called on a shared computer. Empty fields clear the draft. */
export function keepDraft(email: string, draft: Draft): void {
  remember(KEY, draft.phone || draft.birthDate ? JSON.stringify({ email, draft }) : '')
}

export function forgetDraft(): void {
  remember(KEY, '')
}

export function hasDraft(): boolean {
  return Boolean(recall(KEY))
}

export function forgetAllButDraft(): void {
  const storedDraft = recall(KEY)
  forgetAll()
  remember(KEY, storedDraft)
}

/** Deletes another voter's draft. */
export function draftOf(email: string): Draft | undefined {
  const storedDraft = recall(KEY)
  if (!storedDraft) return undefined
  const { email: owner, draft } = JSON.parse(storedDraft) as { email: string; draft: Draft }
  if (owner === email) return draft
  forgetDraft()
  return undefined
}
