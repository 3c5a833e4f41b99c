import type { ProblemCode } from '../contract/problems.ts'
import { type MembersNamed, Problem } from './problem.ts'

/** Codes that need no member but those of `TooMany`. */
type OutcomeCode = {
  [Code in ProblemCode]: MembersNamed<Code, 'has'> extends 'retryAfterSeconds' ? Code : never
}[ProblemCode]

/** Returns the problem that the outcome of a use case names. */
export function problemOf<Code extends OutcomeCode>(
  result: { outcome: Code } & { retryAfterSeconds?: number; sooner?: string | undefined },
): Problem<Code> {
  const { outcome, retryAfterSeconds, sooner } = result
  const members = {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(sooner === 'captcha' && { captcha: true }),
    ...(sooner === 'mailed-code' && { mailedCode: true }),
  }
  return new Problem(outcome, ...([members] as never))
}
