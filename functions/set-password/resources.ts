import { type FunctionResources, passwordMegabytes } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'set-password',
  routes: ['PUT /api/account/password', 'POST /api/account/link-preview'],
  tables: {
    calendar: ['GetItem'],
    attempts: ['UpdateItem'],
    voters: ['GetItem', 'UpdateItem'],
    passwordLinks: ['GetItem', 'UpdateItem'],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['proofKeys', 'originToken'],
  memoryMegabytes: passwordMegabytes,
} as const satisfies FunctionResources
