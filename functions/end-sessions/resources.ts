import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'end-sessions',
  tables: { voters: ['GetItem', 'UpdateItem'] },
  secrets: ['masterKey', 'originToken'],
} as const satisfies FunctionResources
