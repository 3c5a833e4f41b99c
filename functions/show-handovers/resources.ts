import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-handovers',
  routes: ['GET /api/service-status'],
  tables: {
    calendar: ['GetItem'],
    smsDays: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
