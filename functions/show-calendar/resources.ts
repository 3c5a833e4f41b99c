import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-calendar',
  routes: ['GET /api/calendar'],
  tables: { calendar: ['GetItem'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
