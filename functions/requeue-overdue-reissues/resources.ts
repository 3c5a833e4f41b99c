import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'requeue-overdue-reissues',
  tables: {
    reissues: ['UpdateItem', 'Query sms-due', 'Query mail-due', 'Query sms-expected'],
    smsDays: ['GetItem', 'PutItem'],
  },
  queues: { sms: ['SendMessage'], mail: ['SendMessage'] },
  settings: z.object({
    /** The election's: its days begin there. */
    TIME_ZONE: nonEmpty,
  }),
} as const satisfies FunctionResources
