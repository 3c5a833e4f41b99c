import { definitionOf, type TableName, tables } from '../../tables/tables.ts'

/** Those whose streams the ledger reads. */
export const ledgerTables = (Object.keys(tables) as TableName[]).filter(
  (name) => definitionOf(name).ledger,
)
