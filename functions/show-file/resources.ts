import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-file',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    openFiles: ['GetItem', 'DeleteItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'Query voter-reissues'],
    passwordLinks: ['GetItem'],
    smsDays: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
