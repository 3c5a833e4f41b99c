import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-ledger-head',
  tables: { mailTurns: ['UpdateItem'] },
  ledger: 'append',
  signs: true,
  sends: 'mail',
} as const satisfies FunctionResources
