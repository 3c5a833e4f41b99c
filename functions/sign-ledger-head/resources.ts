import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-ledger-head',
  tables: { mailTurns: ['UpdateItem'] },
  ledger: 'append',
  signsLedger: true,
  sends: 'mail',
} as const satisfies FunctionResources
