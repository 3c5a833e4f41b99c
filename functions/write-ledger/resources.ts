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
  ledger: ['PutObject', 'GetObject', 'GetObjectVersion', 'ListBucket', 'ListBucketVersions'],
  secrets: ['ledgerKeys'],
  // A whole core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
  memoryMegabytes: 1769,
} as const satisfies FunctionResources
