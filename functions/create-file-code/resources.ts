import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'create-file-code',
  routes: ['POST /api/file-code'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['GetItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
  },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
