import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'watch-vote',
  tables: {
    approvals: ['Scan'],
    calendar: ['GetItem'],
    mailTurns: ['GetItem'],
    smsDays: ['GetItem', 'PutItem'],
    rollOperations: ['GetItem', 'PutItem', 'Scan'],
  },
  watchesLedger: true,
  queues: { sms: ['GetQueueAttributes'] },
} as const satisfies FunctionResources
