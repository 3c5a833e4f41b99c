import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'cancel-reissue',
  routes: ['POST /api/reissues/{id}/cancel', 'POST /api/reissues/{id}/cancel-preview'],
  tables: {
    calendar: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    voters: ['UpdateItem'],
    phones: ['UpdateItem'],
    smsDays: ['UpdateItem'],
  },
  keyPrefixes: { smsDays: ['20'] },
  queues: { news: ['SendMessage'] },
  secrets: ['proofKeys', 'originToken'],
} as const satisfies FunctionResources
