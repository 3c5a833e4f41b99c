import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty, wholeNumber } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'mail-password-link',
  tables: {
    voters: ['GetItem'],
    passwordLinks: ['GetItem', 'PutItem', 'UpdateItem'],
  },
  queues: { link: ['Consume'] },
  secrets: ['masterKey'],
  sends: 'mail',
  settings: z.object({
    /** Of the voters' pages, without a slash at its end. */
    SITE_URL: nonEmpty,
    /** This mailer's share of what links may take: all those that run at once make the whole. */
    MAILS_PER_SECOND: wholeNumber,
  }),
} as const satisfies FunctionResources
