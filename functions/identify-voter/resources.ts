import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'identify-voter',
  tables: {
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    openFiles: ['PutItem'],
    voters: ['GetItem', 'BatchGetItem'],
    interventions: ['PutItem'],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'identityKeys'],
} as const satisfies FunctionResources
