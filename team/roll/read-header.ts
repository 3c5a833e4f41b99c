import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { findColumn, type RollColumn, requiredColumns, usedColumns } from './roll-columns.ts'
import { type Fault, shownValue } from './roll-mistakes.ts'

export interface RollHeader {
  width: number
  /** Columns that the purpose uses, with their index and name in the file. */
  columns: ReadonlyMap<RollColumn, { index: number; name: string }>
  ignoredColumns: string[]
  mistakes: [column: string, wrong: Fault][]
}

export function readHeader(
  cells: readonly string[],
  purpose: RollOperationKind,
  knownPhones: boolean,
): RollHeader {
  const names = cells.map((cell) => cell.replace(/[\s\p{C}]+/gu, ' ').trim())
  const knownNames = names.filter(Boolean).map((name) => shownValue(name) ?? '…')
  const columns = new Map<RollColumn, { index: number; name: string }>()
  const ignoredColumns: string[] = []
  const mistakes: RollHeader['mistakes'] = []
  for (const [index, name] of names.entries()) {
    const column = findColumn(name)
    const earlier = column && columns.get(column)
    if (!column || !usedColumns[purpose].includes(column)) {
      if (name) ignoredColumns.push(shownValue(name) ?? '…')
    } else if (earlier) {
      const bothNames = [...new Set([earlier.name, name])].join(', ')
      mistakes.push([bothNames, { code: 'column-doubled', names: knownNames }])
    } else if (column.startsWith('phone') && !knownPhones) {
      mistakes.push([name, { code: 'phones-not-known' }])
    } else columns.set(column, { index, name })
  }
  for (const column of requiredColumns(purpose)) {
    if (!columns.has(column)) mistakes.push([column, { code: 'column-missing', names: knownNames }])
  }
  return { width: cells.length, columns, ignoredColumns, mistakes }
}
