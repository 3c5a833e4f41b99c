import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'record-receipt',
  tables: {
    calendar: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem', 'Query sms-message'],
    voters: ['UpdateItem'],
    phones: ['UpdateItem'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
  },
  queues: { receipt: ['Consume'], news: ['SendMessage'] },
  settings: z.object({
    TIME_ZONE: nonEmpty,
  }),
} as const satisfies FunctionResources
