import * as z from 'zod/mini'
import { type FunctionResources, wholeNumber } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'send-identifier',
  tables: {
    voters: ['UpdateItem'],
    phones: ['UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
  },
  queues: { sms: ['Consume'], news: ['SendMessage'], mail: ['SendMessage'] },
  secrets: ['masterKey'],
  sends: 'sms',
  settings: z.object({
    /** This sender's share of the rate: all those that run at once make the whole. */
    SMS_PER_SECOND: wholeNumber,
  }),
} as const satisfies FunctionResources
