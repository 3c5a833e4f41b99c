import { definitionOf, type TableName, tables } from '../../tables/tables.ts'

export const ledgerTables = (Object.keys(tables) as TableName[]).filter(
  (name) => definitionOf(name).ledger,
)
