import * as z from 'zod/mini'
import { consumerEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...consumerEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  PASSWORD_LINKS_TABLE: name,
  /** Of the voters' pages, without a slash at its end. */
  SITE_URL: name,
  /** This mailer's share of what links may take: all those that run at once make the whole. */
  MAILS_PER_SECOND: z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number)),
})
