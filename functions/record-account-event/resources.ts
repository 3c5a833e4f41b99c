import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'record-account-event',
  tables: { interventions: ['PutItem'] },
  queues: { accountEvent: ['Consume'] },
} as const satisfies FunctionResources
