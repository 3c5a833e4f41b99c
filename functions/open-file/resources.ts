import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'open-file',
  tables: {
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['DeleteItem'],
    openFiles: ['PutItem'],
    interventions: ['PutItem'],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
