import { recall, remember } from './tab-memory.ts'

/** What was typed when the session ended. Neither the NUMEN, which is confidential, nor the code, which is spent. */
export interface Draft {
  phone: string
  birthDate: string
}

const KEY = 'draft'

export function keepDraft(email: string, draft: Draft): void {
  remember(KEY, JSON.stringify({ email, draft }))
}

export function hasDraft(): boolean {
  return Boolean(recall(KEY))
}

/** Once, and only to the voter who typed it. */
export function takeDraft(email: string): Draft | undefined {
  const kept = recall(KEY)
  if (!kept) return undefined
  remember(KEY, '')
  const { email: owner, draft } = JSON.parse(kept) as { email: string; draft: Draft }
  return owner === email ? draft : undefined
}
