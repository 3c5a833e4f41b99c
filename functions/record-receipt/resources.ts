import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'record-receipt',
  tables: {
    reissues: ['GetItem', 'UpdateItem', 'Query sms-message'],
    voters: ['UpdateItem'],
    phones: ['UpdateItem'],
  },
  queues: { receipt: ['Consume'], news: ['SendMessage'] },
} as const satisfies FunctionResources
