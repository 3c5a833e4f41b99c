import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'request-reissue',
  routes: ['POST /api/reissues'],
  tables: {
    calendar: ['GetItem'],
    sessions: ['GetItem', 'ConditionCheckItem'],
    voters: ['GetItem', 'ConditionCheckItem', 'UpdateItem'],
    attempts: ['UpdateItem', 'DeleteItem'],
    captchas: ['ConditionCheckItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    reissues: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    smsDays: ['GetItem', 'UpdateItem'],
  },
  queues: { sms: ['SendMessage'], mail: ['SendMessage'], news: ['SendMessage'] },
  secrets: ['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'],
} as const satisfies FunctionResources
