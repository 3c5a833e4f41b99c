import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-link-wait',
  routes: ['GET /api/account/link-wait'],
  tables: {
    calendar: ['GetItem'],
    mailTurns: ['GetItem'],
  },
  queues: { mail: ['GetQueueAttributes'], link: ['GetQueueAttributes'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
