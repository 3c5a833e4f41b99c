import { forgetAll, recall, remember } from '../tab-memory.ts'

/** What was typed in the form. Not the code, which is spent. */
export interface Draft {
  phone: string
  birthDate: string
  /** It is confidential: of what was sent, and may be withdrawn, alone. */
  numen?: string
  /** It was kept because the session ended: its voter is told so. */
  sessionEnded?: boolean
}

const KEY = 'draft'

/** Kept while the tab is open and its voter signed in, never on a shared computer. What was erased is forgotten. */
export function keepDraft(email: string, draft: Draft): void {
  remember(KEY, draft.phone || draft.birthDate ? JSON.stringify({ email, draft }) : '')
}

export function forgetDraft(): void {
  remember(KEY, '')
}

export function hasDraft(): boolean {
  return Boolean(recall(KEY))
}

/** What else this tab remembers goes with the session. */
export function forgetAllButDraft(): void {
  const kept = recall(KEY) ?? ''
  forgetAll()
  remember(KEY, kept)
}

/** Only to the voter who typed it; lost when another one asks. */
export function draftOf(email: string): Draft | undefined {
  const kept = recall(KEY)
  if (!kept) return undefined
  const { email: owner, draft } = JSON.parse(kept) as { email: string; draft: Draft }
  if (owner === email) return draft
  forgetDraft()
  return undefined
}
