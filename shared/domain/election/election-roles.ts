import * as z from 'zod/mini'
import { matching } from './election-field-types.ts'

/** Who may take on a role: roles and users of the account, by their ARNs. */
const principals = z.optional(
  z
    .array(matching('principal', /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/*-]{1,500}$/))
    .check(z.minLength(1)),
)

/** By role; of one that is absent, the account's own policies decide. */
export const rolesFile = z.strictObject({
  rollTeam: principals,
  helpdesk: principals,
  operator: principals,
  watcher: principals,
  auditor: principals,
  deployer: principals,
})
