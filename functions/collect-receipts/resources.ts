import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'collect-receipts',
  queues: { receipt: ['SendMessage'] },
} as const satisfies FunctionResources
