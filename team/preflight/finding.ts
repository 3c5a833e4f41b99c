import { isRefusal } from '../failure-texts.ts'
import { type Advice, preflightTexts } from './texts.ts'

export type Verdict = 'ok' | 'warning' | 'blocker' | 'unknown'

export interface Finding {
  verdict: Verdict
  text: string
  remedy?: string
}

export const ok = (text: string): Finding => ({ verdict: 'ok', text })
export const warning = (advice: Advice): Finding => ({ verdict: 'warning', ...advice })
export const blocker = (advice: Advice): Finding => ({ verdict: 'blocker', ...advice })
export const unknown = (advice: Advice): Finding => ({ verdict: 'unknown', ...advice })

export async function tryToRead<Value>(
  action: string,
  read: () => Promise<Value>,
): Promise<{ value: Value } | { error: Finding }> {
  try {
    return { value: await read() }
  } catch (error) {
    const name = errorName(error)
    const { missingRight, noAnswer } = preflightTexts
    return { error: unknown(isRefusal(name) ? missingRight(action) : noAnswer(action, name)) }
  }
}

export async function check<Value>(
  action: string,
  read: () => Promise<Value>,
  judge: (value: Value) => Finding[] | Promise<Finding[]>,
): Promise<Finding[]> {
  const answer = await tryToRead(action, read)
  return 'value' in answer ? judge(answer.value) : [answer.error]
}

/** Leaves out the SDK's message, which may name the caller. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'erreur inconnue'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
