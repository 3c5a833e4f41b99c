import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'report-missing-sms',
  routes: ['POST /api/reissues/{id}/not-received'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
