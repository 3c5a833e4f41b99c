import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { type Fault, shownValue } from './file-errors.ts'
import { findColumn, type RollColumn, requiredColumns, usedColumns } from './roll-columns.ts'

export interface RollHeader {
  width: number
  columns: ReadonlyMap<RollColumn, { index: number; name: string }>
  ignoredColumns: string[]
  errors: [column: string, fault: Fault][]
}

export function readHeader(
  cells: readonly string[],
  kind: RollOperationKind,
  knownPhones: boolean,
): RollHeader {
  const names = cells.map((cell) => cell.replace(/[\s\p{C}]+/gu, ' ').trim())
  const shownNames = names.filter(Boolean).map((name) => shownValue(name) ?? '…')
  const columns = new Map<RollColumn, { index: number; name: string }>()
  const ignoredColumns: string[] = []
  const errors: RollHeader['errors'] = []
  for (const [index, name] of names.entries()) {
    const column = findColumn(name)
    const earlierColumn = column && columns.get(column)
    if (!column || !usedColumns[kind].includes(column)) {
      if (name) ignoredColumns.push(shownValue(name) ?? '…')
    } else if (earlierColumn) {
      const bothNames = [...new Set([earlierColumn.name, name])].join(', ')
      errors.push([bothNames, { code: 'column-doubled', names: shownNames }])
    } else if (column.startsWith('phone') && !knownPhones) {
      errors.push([name, { code: 'phones-not-known' }])
    } else columns.set(column, { index, name })
  }
  for (const column of requiredColumns(kind)) {
    if (!columns.has(column)) errors.push([column, { code: 'column-missing', names: shownNames }])
  }
  return { width: cells.length, columns, ignoredColumns, errors }
}
