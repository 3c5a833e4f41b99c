import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-booth',
  routes: ['GET /api/booth'],
  tables: { calendar: ['GetItem'], voters: ['GetItem'], sessions: ['GetItem', 'UpdateItem'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
