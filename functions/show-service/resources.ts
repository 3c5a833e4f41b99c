import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-service',
  routes: ['GET /api/calendar', 'GET /api/service-status', 'GET /api/account/link-wait'],
  tables: { calendar: ['GetItem'], smsDays: ['GetItem'], mailTurns: ['GetItem'] },
  queues: { mail: ['GetQueueAttributes'], link: ['GetQueueAttributes'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
