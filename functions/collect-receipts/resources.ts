import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'collect-receipts',
  topics: { receipts: ['Publish'] },
} as const satisfies FunctionResources
