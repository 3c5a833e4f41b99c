import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'requeue-overdue-reissues',
  tables: {
    calendar: ['GetItem'],
    reissues: ['UpdateItem', 'Query sms-due', 'Query mail-due', 'Query sms-expected'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
  },
  queues: { sms: ['SendMessage'], mail: ['SendMessage'], news: ['SendMessage'] },
} as const satisfies FunctionResources
