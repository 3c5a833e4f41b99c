import * as z from 'zod/mini'
import { emailAddress, integer } from './election-field-types.ts'

export const ledgerSchema = z.strictObject({
  // Days during which a new ledger entry can be erased only by closing the AWS account.
  lockDays: z._default(integer(1, 3650), 730),
  headEveryMinutes: z._default(integer(5, 1440), 60),
  recipients: z._default(z.array(emailAddress).check(z.maxLength(50)), []),
})
