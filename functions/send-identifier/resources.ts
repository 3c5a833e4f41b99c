import { type FunctionResources, siteSettings } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'send-identifier',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
    mailTurns: ['UpdateItem'],
  },
  queues: { sms: ['Consume', 'SendMessage'], news: ['SendMessage'] },
  secrets: ['identifierKeys'],
  sends: 'sms',
  settings: siteSettings,
} as const satisfies FunctionResources
