import { type FunctionResources, siteSettings } from '../../shared/runtime/resources.ts'

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
  settings: siteSettings,
} as const satisfies FunctionResources
