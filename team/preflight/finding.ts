import type { Remedied } from '../../shared/texts/preflight/preflight-command.ts'

/** `unknown` could not be looked at, which is never taken for `ok`. */
export type Verdict = 'ok' | 'warning' | 'blocks' | 'unknown'

export interface Finding {
  verdict: Verdict
  text: string
  /** How to mend it, with the command or the document that says more; none is needed when all is well. */
  remedy?: string
}

export const ok = (text: string): Finding => ({ verdict: 'ok', text })
export const warning = (said: Remedied): Finding => ({ verdict: 'warning', ...said })
export const blocks = (said: Remedied): Finding => ({ verdict: 'blocks', ...said })
export const unknown = (said: Remedied): Finding => ({ verdict: 'unknown', ...said })

export type Answer<Value> =
  | { value: Value }
  | { unread: { action: string; why: 'no-right' | 'no-answer'; error: string } }
