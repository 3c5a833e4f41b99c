import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'requeue-overdue-reissues',
  tables: {
    calendar: ['GetItem'],
    approvals: ['Scan'],
    reissues: ['UpdateItem', 'Query sms-due', 'Query mail-due', 'Query sms-expected'],
    mailTurns: ['GetItem'],
    smsDays: ['GetItem', 'PutItem', 'UpdateItem'],
    rollOperations: ['GetItem', 'PutItem', 'Scan'],
  },
  watchesLedger: true,
  watches: true,
  queues: {
    sms: ['SendMessage', 'GetQueueAttributes'],
    mail: ['SendMessage'],
    news: ['SendMessage'],
  },
} as const satisfies FunctionResources
