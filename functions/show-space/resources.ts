import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-space',
  routes: ['GET /api/voter', 'GET /api/sessions'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['Query voter-sessions', 'GetItem', 'UpdateItem'],
    reissues: ['GetItem'],
    smsDays: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
