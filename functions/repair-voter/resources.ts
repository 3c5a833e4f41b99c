import type { FunctionResources } from '../../shared/runtime/resources.ts'
import { repairedAttributes } from '../../shared/tables/voters.ts'

export const resources = {
  folder: 'repair-voter',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    openFiles: ['GetItem'],
    // Of whom somebody was, so that another may be that person: no item may be put there.
    voters: ['GetItem', 'BatchGetItem', 'DeleteItem'],
    reissues: ['GetItem'],
    passwordLinks: ['UpdateItem'],
    approvals: ['GetItem', 'PutItem'],
    interventions: ['PutItem'],
  },
  keys: { approvals: ['staff/repair/'] },
  updates: {
    voters: repairedAttributes,
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey', 'identityKeys'],
} as const satisfies FunctionResources
