import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'write-ledger',
  streams: ledgerTables,
  ledger: 'append',
  secrets: ['ledgerKeys'],
  // At 1,769 MB a function has one full vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
  memoryMegabytes: 1769,
} as const satisfies FunctionResources
