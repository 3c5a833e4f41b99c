import type { FunctionResources } from '../../shared/runtime/resources.ts'
import { repairableAttributes } from '../../shared/tables/voters.ts'

export const resources = {
  folder: 'identify-and-repair',
  routes: [
    'POST /api/staff/file/identity',
    'POST /api/staff/file/repair',
    'PUT /api/staff/file/repair',
  ],
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    voters: ['GetItem', 'BatchGetItem', 'DeleteItem'],
    reissues: ['GetItem'],
    passwordLinks: ['UpdateItem'],
    approvals: ['GetItem', 'PutItem'],
    interventions: ['PutItem'],
  },
  keyPrefixes: { approvals: ['staff/repair/'] },
  updatedAttributes: { voters: repairableAttributes },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey', 'identityKeys'],
} as const satisfies FunctionResources
