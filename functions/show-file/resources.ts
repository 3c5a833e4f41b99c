import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-file',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    openFiles: ['GetItem', 'DeleteItem'],
    approvals: ['GetItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'Query voter-reissues'],
    passwordLinks: ['GetItem'],
    smsDays: ['GetItem'],
  },
  keys: { approvals: ['staff/'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
