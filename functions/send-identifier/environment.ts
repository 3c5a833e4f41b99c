import * as z from 'zod/mini'
import { consumerEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...consumerEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  PHONES_TABLE: name,
  REISSUES_TABLE: name,
  SMS_DAYS_TABLE: name,
  MAIL_QUEUE_URL: name,
  /** This sender's share of the rate: all those that run at once make the whole. */
  SMS_PER_SECOND: z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number)),
})
