import {
  type FieldProblem,
  type ProblemCode,
  type ProblemKind,
  type ProblemMembers,
  problems,
} from '../contract/problems.ts'
import { fieldTexts, problemTexts, retryText } from '../texts/problems.ts'

// These types require a text for each problem and field error, except for fields that pages fill in themselves.
const textByCode: Record<ProblemCode, { title: string; detail?: string }> = problemTexts
const textByField: Record<
  Exclude<FieldProblem, `${'token' | 'wants' | 'corrects'}.${string}`> | 'other',
  string
> = fieldTexts

type MemberNames<
  Code extends ProblemCode,
  Part extends Exclude<keyof ProblemKind, 'status'>,
> = Code extends unknown
  ? (typeof problems)[Code] extends Record<Part, readonly (infer Name)[]>
    ? Name & keyof ProblemMembers
    : never
  : never

type MembersOf<Code extends ProblemCode> = Pick<ProblemMembers, MemberNames<Code, 'members'>> &
  Partial<Pick<ProblemMembers, MemberNames<Code, 'optionalMembers'>>>

type MembersArgument<Code extends ProblemCode> = [MemberNames<Code, 'members'>] extends [never]
  ? [members?: MembersOf<Code>]
  : [members: MembersOf<Code>]

export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code
  readonly members: Partial<ProblemMembers>

  constructor(code: Code, ...[members]: MembersArgument<Code>) {
    super(code)
    this.code = code
    this.members = members ?? {}
  }
}

type OutcomeCode = {
  [Code in ProblemCode]: MemberNames<Code, 'members'> extends 'retryAfterSeconds' ? Code : never
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

/** `problem-document.ts` describes this body, and `test/runtime/problem.test.ts` compares them. */
export function problemBody({ code, members }: Problem) {
  const { errors, reissue, until, captcha, mailedCode, retryAfterSeconds: seconds } = members
  const { title, detail = seconds && retryText(seconds) } = textByCode[code]
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
  const texts: Record<string, string> = textByField
  return texts[`${field}.${code}`] ?? textByField.other
}
