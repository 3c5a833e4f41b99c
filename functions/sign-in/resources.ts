import { type FunctionResources, passwordMegabytes } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-in',
  routes: ['POST /api/session'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['PutItem'],
    attempts: ['GetItem', 'UpdateItem', 'DeleteItem'],
    captchas: ['DeleteItem'],
  },
  secrets: ['identityKeys', 'proofKeys', 'originToken'],
  memoryMegabytes: passwordMegabytes,
} as const satisfies FunctionResources
