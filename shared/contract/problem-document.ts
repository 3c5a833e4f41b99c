import * as z from 'zod/mini'
import { instant } from './descriptions.ts'
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
const fieldErrorCodes: FieldError['code'][] = [
  ...new Set(Object.values(fieldCodes).flat()),
  'wrong-type',
]

const commonMembers = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as ProblemCode[]),
  detail: z.exactOptional(z.string()),
}

const specificMembers = {
  errors: z.array(
    z.strictObject({
      field: z.enum(fieldNames),
      code: z.enum(fieldErrorCodes),
      message: z.string(),
    }),
  ),
  reissue,
  until: instant,
  captcha: z.literal(true).check(z.describe('A captcha skips the wait.')),
  mailedCode: z.literal(true).check(z.describe('Only a mailed code skips the wait.')),
} satisfies Partial<Record<keyof ProblemMembers, z.ZodMiniType>>

const anyProblem = z.extend(
  z.strictObject(commonMembers),
  z.exactPartial(z.object(specificMembers)).shape,
)

export type ProblemDocument = z.infer<typeof anyProblem>

export function problemSchema(code: ProblemCode): z.ZodMiniType {
  const { status, members = [], optionalMembers = [] }: ProblemKind = problems[code]
  const schemas = Object.entries(specificMembers) as [keyof ProblemMembers, z.ZodMiniType][]
  return z.strictObject({
    ...commonMembers,
    type: z.literal(`urn:reassort:problem:${code}`),
    status: z.literal(status),
    code: z.literal(code),
    ...Object.fromEntries(schemas.filter(([name]) => members.includes(name))),
    ...Object.fromEntries(
      schemas
        .filter(([name]) => optionalMembers.includes(name))
        .map(([name, schema]) => [name, z.exactOptional(schema)]),
    ),
  })
}
