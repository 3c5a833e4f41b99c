import * as z from 'zod/mini'
import { matching } from './election-field-types.ts'

const principals = z.optional(
  z
    .array(matching('principal', /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/*-]{1,500}$/))
    .check(z.minLength(1)),
)

/** Who may assume each role. The account's own policies decide about an absent one. */
export const rolesFile = z.strictObject({
  rollTeam: principals,
  operator: principals,
  watcher: principals,
  auditor: principals,
  deployer: principals,
})
