import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'watch-vote',
  tables: {
    approvals: ['Scan'],
    calendar: ['GetItem'],
    mailTurns: ['GetItem'],
    smsDays: ['GetItem', 'PutItem'],
    reissues: ['Query sms-due'],
    rollOperations: ['GetItem', 'PutItem', 'Scan'],
  },
  watchesLedger: true,
} as const satisfies FunctionResources
