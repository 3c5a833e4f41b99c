import { type FunctionResources, siteSettings } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'confirm-by-email',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    mailTurns: ['UpdateItem'],
  },
  queues: {
    mail: ['Consume', 'SendMessage'],
    news: ['SendMessage'],
    sms: ['SendMessage'],
  },
  secrets: ['proofKeys'],
  sends: 'mail',
  settings: siteSettings,
} as const satisfies FunctionResources
