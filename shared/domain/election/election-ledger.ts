import * as z from 'zod/mini'
import { emailAddress, whole } from './election-field-types.ts'

export const ledgerFile = z.strictObject({
  // Days in which not even the account's root user can delete the ledger.
  lockDays: z._default(whole(1, 3650), 730),
  headEveryMinutes: z._default(whole(5, 1440), 60),
  recipients: z._default(z.array(emailAddress).check(z.maxLength(50)), []),
})
