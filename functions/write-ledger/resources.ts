import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'write-ledger',
  streams: [
    'voters',
    'sessions',
    'phones',
    'reissues',
    'passwordLinks',
    'smsDays',
    'rollOperations',
    'interventions',
    'calendar',
  ],
  ledger: ['PutObject', 'GetObject', 'ListBucket'],
  secrets: ['ledgerKeys'],
} as const satisfies FunctionResources
