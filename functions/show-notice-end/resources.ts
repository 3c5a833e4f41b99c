import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-notice-end',
  routes: ['GET /api/notice-end'],
  tables: { calendar: ['GetItem'], voters: ['GetItem'], sessions: ['GetItem'] },
  secrets: ['originToken', 'identifierKeys'],
} as const satisfies FunctionResources
