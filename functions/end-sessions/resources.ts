import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'end-sessions',
  routes: ['POST /api/account/end-sessions'],
  tables: { voters: ['GetItem', 'UpdateItem'] },
  secrets: ['proofKeys', 'originToken'],
} as const satisfies FunctionResources
