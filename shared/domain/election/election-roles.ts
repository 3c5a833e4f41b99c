import * as z from 'zod/mini'
import { formattedText } from './election-field-types.ts'

// With these limits, a trust policy stays within its default quota of 2,048 characters.
const principals = z.optional(
  z
    .array(formattedText('principal', /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/*-]{1,118}$/))
    .check(z.minLength(1), z.maxLength(12)),
)

export const rolesSchema = z.strictObject({
  rollTeam: principals,
  operator: principals,
  watcher: principals,
  auditor: principals,
  deployer: principals,
})
