import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'tell-ledger-head',
  tables: { mailTurns: ['UpdateItem'] },
  ledger: ['PutObject', 'GetObject', 'GetObjectVersion', 'ListBucket', 'ListBucketVersions'],
  signs: true,
  sends: 'mail',
} as const satisfies FunctionResources
