import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'follow-reissue',
  routes: ['GET /api/reissues/{id}'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['GetItem'],
    reissues: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
