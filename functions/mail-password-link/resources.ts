import { type FunctionResources, siteSettings } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'mail-password-link',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    passwordLinks: ['GetItem', 'PutItem', 'UpdateItem'],
    attempts: ['GetItem', 'UpdateItem'],
    mailTurns: ['GetItem', 'UpdateItem'],
  },
  queues: { link: ['Consume', 'SendMessage'] },
  secrets: ['proofKeys'],
  sends: 'mail',
  settings: siteSettings,
} as const satisfies FunctionResources
