import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-out',
  tables: {
    calendar: ['GetItem'],
    sessions: ['GetItem', 'DeleteItem', 'Query voter-sessions'],
    voters: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
