import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'send-identifier',
  tables: {
    calendar: ['GetItem'],
    voters: ['UpdateItem'],
    phones: ['UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
    mailTurns: ['UpdateItem'],
  },
  queues: { sms: ['Consume', 'SendMessage'], news: ['SendMessage'] },
  secrets: ['identifierKeys'],
  sends: 'sms',
} as const satisfies FunctionResources
