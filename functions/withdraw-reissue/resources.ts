import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'withdraw-reissue',
  routes: ['POST /api/reissues/{id}/withdraw', 'POST /api/reissues/{id}/not-received'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem', 'UpdateItem'],
    sessions: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    smsDays: ['UpdateItem'],
  },
  keyPrefixes: { smsDays: ['20'] },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
