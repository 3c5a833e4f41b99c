import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'mail-password-link',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    passwordLinks: ['GetItem', 'PutItem', 'UpdateItem'],
    attempts: ['GetItem', 'UpdateItem'],
    mailTurns: ['GetItem', 'UpdateItem'],
  },
  queues: { link: ['Consume', 'SendMessage'] },
  secrets: ['proofKeys'],
  sends: 'mail',
  settings: z.object({
    /** Of the voters' pages, without a slash at its end. */
    SITE_URL: nonEmpty,
  }),
} as const satisfies FunctionResources
