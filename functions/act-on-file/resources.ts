import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'act-on-file',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    openFiles: ['GetItem'],
    voters: ['GetItem', 'UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    interventions: ['PutItem'],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
