import type { RollMistakeCode, RollMistakeDetails } from './mistake-texts.ts'
import {
  columnNamed,
  type RollColumn,
  type RollPurpose,
  requiredColumns,
  usedColumns,
} from './roll-columns.ts'
import { shown } from './roll-mistakes.ts'

export interface RollHeader {
  /** How many fields a line has. */
  width: number
  /** The columns that the purpose uses: their place from 0, and their name in the file. */
  columns: ReadonlyMap<RollColumn, { place: number; name: string }>
  /** Known, and of no use to the purpose. */
  ignoredColumns: string[]
  unknownColumns: string[]
  mistakes: { code: RollMistakeCode; details: RollMistakeDetails }[]
}

export function readHeader(cells: readonly string[], purpose: RollPurpose): RollHeader {
  const names = cells.map((cell) => cell.replace(/[\s\p{C}]+/gu, ' ').trim())
  const known = names.filter(Boolean).map((name) => shown(name) ?? '…')
  const columns = new Map<RollColumn, { place: number; name: string }>()
  const ignoredColumns: string[] = []
  const unknownColumns: string[] = []
  const mistakes: RollHeader['mistakes'] = []
  const mistaken = (code: RollMistakeCode, column: string) =>
    mistakes.push({ code, details: { column, known } })

  for (const [place, name] of names.entries()) {
    const column = columnNamed(name)
    const first = column && columns.get(column)
    if (!column) {
      if (name) unknownColumns.push(shown(name) ?? '…')
    } else if (!usedColumns[purpose].includes(column)) ignoredColumns.push(name)
    else if (first) mistaken('column-doubled', [...new Set([first.name, name])].join(', '))
    else columns.set(column, { place, name })
  }
  for (const column of requiredColumns[purpose]) {
    if (!columns.has(column)) mistaken('column-missing', column)
  }
  if (purpose === 'correct') {
    if (columns.size < 2) mistaken('column-nothing-to-correct', '')
    for (const [column, other] of [
      ['numen', 'birth_date'],
      ['birth_date', 'numen'],
    ] as const) {
      if (columns.has(other) && !columns.has(column)) mistaken('column-pair', column)
    }
  }
  return { width: cells.length, columns, ignoredColumns, unknownColumns, mistakes }
}
