import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-out',
  routes: ['DELETE /api/session', 'DELETE /api/sessions/others'],
  tables: {
    calendar: ['GetItem'],
    sessions: ['GetItem', 'DeleteItem', 'Query voter-sessions'],
    voters: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
