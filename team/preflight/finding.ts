import { preflightTexts, type Remedied } from './texts.ts'

/** `unknown` could not be read, which is never taken for `ok`. */
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

/** As each service names a refusal: AccessDenied, AccessDeniedException, AuthorizationError, UnauthorizedOperation. */
const refusal = /AccessDenied|Authoriz|Unauthorized|Forbidden/i

/** Reads one thing from a service; a refusal or silence is a finding. @param action the right, as IAM names it */
export async function ask<Value>(
  action: string,
  read: () => Promise<Value>,
): Promise<{ value: Value } | { unread: Finding }> {
  try {
    return { value: await read() }
  } catch (error) {
    const name = nameOf(error)
    const { lacksRight, noAnswer } = preflightTexts
    return { unread: unknown(refusal.test(name) ? lacksRight(action) : noAnswer(action, name)) }
  }
}

/** A row of what is checked: the right that reads it, and what the answer says. */
export async function check<Value>(
  action: string,
  read: () => Promise<Value>,
  judge: (value: Value) => Finding[] | Promise<Finding[]>,
): Promise<Finding[]> {
  const answer = await ask(action, read)
  return 'value' in answer ? judge(answer.value) : [answer.unread]
}

/** An error of the SDK has its name, whose message may name who asked; one of the DNS or of a socket its code. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'erreur inconnue'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
