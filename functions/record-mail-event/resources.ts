import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'record-mail-event',
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem', 'UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    mailTurns: ['UpdateItem'],
  },
  queues: { mailEvent: ['Consume'] },
} as const satisfies FunctionResources
