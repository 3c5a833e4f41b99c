import * as z from 'zod/mini'
import { instant } from './instant.ts'
import {
  type FieldError,
  type FieldName,
  fieldCodes,
  type ProblemCode,
  type ProblemKind,
  type ProblemMembers,
  problems,
} from './problems.ts'
import { reissue } from './reissue.ts'

const fieldNames = Object.keys(fieldCodes) as FieldName[]
const codesOfFields: FieldError['code'][] = [
  ...new Set(Object.values(fieldCodes).flat()),
  'wrong-type',
]

/** After RFC 9457. The sentences are in French, for the voter. */
const always = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as ProblemCode[]),
  detail: z.exactOptional(z.string()),
}

const ofSomeCodes = {
  errors: z.array(
    z.strictObject({
      field: z.enum(fieldNames),
      code: z.enum(codesOfFields),
      message: z.string(),
    }),
  ),
  reissue,
  until: instant,
  captcha: z.literal(true).check(z.describe('A security code opens the way at once.')),
  mailedCode: z
    .literal(true)
    .check(z.describe('A security code would not, and the code of an e-mail does.')),
} satisfies Partial<Record<keyof ProblemMembers, z.ZodMiniType>>

const anyProblem = z.extend(z.strictObject(always), z.exactPartial(z.object(ofSomeCodes)).shape)

export type ProblemDocument = z.infer<typeof anyProblem>

/** The document of one code: no member of other codes, none of its own missing. */
export function problemDocumentOf(code: ProblemCode): z.ZodMiniType {
  const { status, has = [], mayHave = [] }: ProblemKind = problems[code]
  const members = Object.entries(ofSomeCodes) as [keyof ProblemMembers, z.ZodMiniType][]
  return z.strictObject({
    ...always,
    type: z.literal(`urn:reassort:problem:${code}`),
    status: z.literal(status),
    code: z.literal(code),
    ...Object.fromEntries(members.filter(([name]) => has.includes(name))),
    ...Object.fromEntries(
      members
        .filter(([name]) => mayHave.includes(name))
        .map(([name, schema]) => [name, z.exactOptional(schema)]),
    ),
  })
}
