import { type FunctionResources, passwordMegabytes } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'set-password',
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
