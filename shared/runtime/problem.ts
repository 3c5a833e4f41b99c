import type { ProblemDocument } from '../contract/problem-document.ts'
import {
  type FieldProblem,
  type ProblemCode,
  type ProblemMembers,
  problems,
} from '../contract/problems.ts'
import { fieldTexts, problemTexts, retryText } from '../texts/problems.ts'

// Every code needs a text to compile. Fields that pages fill by themselves need none.
const textOf: Record<ProblemCode, { title: string; detail?: string }> = problemTexts
const fieldTextOf: Record<
  Exclude<FieldProblem, `${'token' | 'wants' | 'corrects'}.${string}`> | 'other',
  string
> = fieldTexts

type MembersNamed<Code extends ProblemCode, Part extends 'has' | 'mayHave'> = Code extends unknown
  ? (typeof problems)[Code] extends Record<Part, readonly (infer Name)[]>
    ? Name & keyof ProblemMembers
    : never
  : never

type MembersOf<Code extends ProblemCode> = Pick<ProblemMembers, MembersNamed<Code, 'has'>> &
  Partial<Pick<ProblemMembers, MembersNamed<Code, 'mayHave'>>>

type MembersArgument<Code extends ProblemCode> = [MembersNamed<Code, 'has'>] extends [never]
  ? [members?: MembersOf<Code>]
  : [members: MembersOf<Code>]

/** An expected refusal, which the HTTP pipeline turns into a response. */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code
  readonly members: Partial<ProblemMembers>

  constructor(code: Code, ...[members]: MembersArgument<Code>) {
    super(code)
    this.code = code
    this.members = members ?? {}
  }
}

/** Codes without a required member, except `retryAfterSeconds`. */
type OutcomeCode = {
  [Code in ProblemCode]: MembersNamed<Code, 'has'> extends 'retryAfterSeconds' ? Code : never
}[ProblemCode]

export function problemOf<Code extends OutcomeCode>(
  result: { outcome: Code } & { retryAfterSeconds?: number; bypass?: string | undefined },
): Problem<Code> {
  const { outcome, retryAfterSeconds, bypass } = result
  const members = {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(bypass === 'captcha' && { captcha: true }),
    ...(bypass === 'mailed-code' && { mailedCode: true }),
  }
  return new Problem(outcome, ...([members] as never))
}

export function problemBody({ code, members }: Problem): ProblemDocument {
  const { errors, reissue, until, captcha, mailedCode, retryAfterSeconds: seconds } = members
  const { title, detail = seconds && retryText(seconds) } = textOf[code]
  return {
    type: `urn:reassort:problem:${code}`,
    title,
    status: problems[code].status,
    code,
    ...(detail && { detail }),
    ...(errors && { errors: errors.map((error) => ({ ...error, message: messageOf(error) })) }),
    ...(reissue && { reissue }),
    ...(captcha && { captcha }),
    ...(mailedCode && { mailedCode }),
    ...(until && { until: until.toISOString() }),
  }
}

function messageOf({ field, code }: { field: string; code: string }): string {
  const texts: Record<string, string> = fieldTextOf
  return texts[`${field}.${code}`] ?? fieldTextOf.other
}
