import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-watch',
  routes: ['GET /api/staff/watch'],
  tables: { calendar: ['GetItem'], staffSessions: ['GetItem'], smsDays: ['GetItem'] },
  ledger: 'read',
  secrets: ['originToken'],
} as const satisfies FunctionResources
