import { preflightTexts as texts } from '../../shared/texts/preflight/preflight-command.ts'
import { type Answer, type Finding, unknown } from './finding.ts'

/** As each service names a refusal: AccessDenied, AccessDeniedException, AuthorizationError, UnauthorizedOperation. */
const refusal = /AccessDenied|Authoriz|Unauthorized|Forbidden/i

/** Asks a service one thing; a refusal or silence is an answer too. @param action the right, as IAM names it */
export async function ask<Value>(
  action: string,
  call: () => Promise<Value>,
): Promise<Answer<Value>> {
  try {
    return { value: await call() }
  } catch (error) {
    const name = nameOf(error)
    return {
      unread: { action, why: refusal.test(name) ? 'no-right' : 'no-answer', error: name },
    }
  }
}

/** What is found in an answer, or that there was none. */
export function judged<Value>(
  answer: Answer<Value>,
  judge: (value: Value) => Finding[],
): Finding[] {
  if ('value' in answer) return judge(answer.value)
  const { action, why, error } = answer.unread
  return [unknown(why === 'no-right' ? texts.lacksRight(action) : texts.noAnswer(action, error))]
}

/** A row of what is looked at: by which right it is read, and what is found in the answer. */
export async function check<Value>(
  action: string,
  read: () => Promise<Value>,
  judge: (value: Value) => Finding[] | Promise<Finding[]>,
): Promise<Finding[]> {
  const answer = await ask(action, read)
  return 'value' in answer ? judge(answer.value) : judged(answer, () => [])
}

/** The rows are read side by side, and told in their order. */
export async function allOf(rows: readonly Promise<Finding[]>[]): Promise<Finding[]> {
  return (await Promise.all(rows)).flat()
}

/** What a service always says. @throws when it did not, which is no answer */
export function given<Value>(said: Value | undefined): Value {
  if (said === undefined) throw new Error('not said')
  return said
}

/** An error of the SDK has its name, whose message may name who asked; one of the DNS or of a socket its code. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'erreur inconnue'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
