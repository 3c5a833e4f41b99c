import type { FunctionResources } from '../../shared/runtime/resources.ts'

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
} as const satisfies FunctionResources
