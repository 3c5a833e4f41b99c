import { type FunctionResources, siteSettings } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'mail-voters',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    passwordLinks: ['GetItem', 'PutItem', 'UpdateItem'],
    attempts: ['GetItem', 'UpdateItem'],
    mailTurns: ['GetItem', 'UpdateItem'],
  },
  queues: {
    mail: ['Consume', 'SendMessage'],
    link: ['Consume', 'SendMessage'],
    news: ['Consume', 'SendMessage'],
    sms: ['SendMessage'],
  },
  secrets: ['proofKeys'],
  sends: 'mail',
  settings: siteSettings,
} as const satisfies FunctionResources
