import { forgetAll, recall, remember } from '../tab-memory.ts'

/** What was typed in the form, but the security code. */
export interface Draft {
  phone: string
  birthDate: string
  /** Confidential: kept only of a request that was sent and may be withdrawn. */
  numen?: string
  /** The session ended meanwhile, which the form tells. */
  sessionEnded?: boolean
}

const KEY = 'draft'

/** Never called on a shared computer. Empty fields clear it. */
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
  const kept = recall(KEY)
  forgetAll()
  remember(KEY, kept)
}

/** Forgotten when another voter asks. */
export function draftOf(email: string): Draft | undefined {
  const kept = recall(KEY)
  if (!kept) return undefined
  const { email: owner, draft } = JSON.parse(kept) as { email: string; draft: Draft }
  if (owner === email) return draft
  forgetDraft()
  return undefined
}
