import { type FunctionResources, passwordMegabytes } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'enter-booth',
  routes: ['POST /api/booth/session'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['GetItem', 'PutItem', 'UpdateItem'],
    attempts: ['GetItem', 'UpdateItem', 'DeleteItem'],
    captchas: ['DeleteItem'],
    reissues: ['UpdateItem'],
  },
  secrets: ['identifierKeys', 'proofKeys', 'originToken'],
  memoryMegabytes: passwordMegabytes,
} as const satisfies FunctionResources
