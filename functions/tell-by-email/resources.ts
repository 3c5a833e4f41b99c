import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'tell-by-email',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    mailTurns: ['UpdateItem'],
  },
  queues: { news: ['Consume', 'SendMessage'] },
  secrets: ['proofKeys'],
  sends: 'mail',
  settings: z.object({
    /** Of the voters' pages, without a slash at its end. */
    SITE_URL: nonEmpty,
  }),
} as const satisfies FunctionResources
