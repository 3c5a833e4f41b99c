import * as z from 'zod/mini'
import { matching } from './election-field-types.ts'

/** Who may take on a role: roles and users of the account, by their ARNs. */
const principals = z.optional(
  z
    .array(
      matching(
        /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/*-]{1,500}$/,
        'must be the ARN of a role or user, such as arn:aws:iam::123456789012:role/Helpdesk',
      ),
    )
    .check(z.minLength(1, 'must name one role or user at least')),
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
