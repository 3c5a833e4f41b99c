import type { Correction } from '../../shared/domain/roll/correction.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import type { RollMistakeCode, RollMistakeDetails } from './mistake-texts.ts'
import {
  type Cell,
  readBallots,
  readBirthDateCell,
  readEmail,
  readFormat,
  readName,
  readNewEmail,
  readNumenCell,
  readSchool,
} from './read-cells.ts'
import type { RollHeader } from './read-header.ts'
import { type RollColumn, type RollPurpose, usedColumns } from './roll-columns.ts'

/** What is absent stays as it is. NUMEN and birth date come together. */
export type CorrectionEntry = Correction & { email: string }

/** What a line says, by what the file is read for. E-mails are canonical. */
export interface EntryOf {
  import: RollEntry
  correct: CorrectionEntry
  remove: { email: string }
  returned: { email: string; school?: string }
  renew: { email: string }
}

export interface ReadEntry {
  /** All that could be read; an entry of the purpose when nothing is wrong. */
  fields: Partial<CorrectionEntry>
  wrong: { code: RollMistakeCode; details: RollMistakeDetails }[]
}

interface EntryOptions {
  purpose: RollPurpose
  header: Pick<RollHeader, 'width' | 'columns'>
  ballots: readonly { id: string }[]
  now: Date
}

interface ColumnReader {
  column: RollColumn
  field: keyof CorrectionEntry
  /** What an empty cell is in an import; an address is needed whatever the file is for. */
  missing?: RollMistakeCode
  read(cell: string): Cell<unknown>
}

function columnReaders({ purpose, ballots, now }: EntryOptions): ColumnReader[] {
  const ballotIds = new Set(ballots.map(({ id }) => id))
  const readAddress = purpose === 'import' ? readNewEmail : readEmail
  const readDate = (cell: string) => readBirthDateCell(cell, now)
  const readIds = (cell: string) => readBallots(cell, ballotIds)
  return [
    { column: 'email', field: 'email', missing: 'email-missing', read: readAddress },
    { column: 'first_name', field: 'firstName', missing: 'text-missing', read: readName },
    { column: 'last_name', field: 'lastName', missing: 'text-missing', read: readName },
    { column: 'numen', field: 'numen', missing: 'numen-missing', read: readNumenCell },
    { column: 'birth_date', field: 'birthDate', missing: 'birth-date-missing', read: readDate },
    { column: 'ballots', field: 'ballots', missing: 'ballots-missing', read: readIds },
    { column: 'school', field: 'school', read: readSchool },
    { column: 'format', field: 'format', read: readFormat },
    { column: 'new_email', field: 'newEmail', read: readNewEmail },
  ]
}

export function entryReader(options: EntryOptions) {
  const { purpose, header } = options
  const readers = columnReaders(options)
  return (cells: readonly string[]): ReadEntry => {
    const wrong: ReadEntry['wrong'] = []
    const mistaken = (
      column: RollColumn | undefined,
      code: RollMistakeCode,
      details: Omit<RollMistakeDetails, 'column'> = {},
    ) => {
      // What is wrong with a column is told only where the header has it.
      const { name } = (column && header.columns.get(column)) ?? { name: '' }
      wrong.push({ code, details: { ...details, column: name } })
    }
    if (!hasWidth(cells, header.width)) {
      mistaken(undefined, 'field-count', { expected: header.width, found: cells.length })
      return { fields: {}, wrong }
    }
    const cellOf = (column: RollColumn): string => {
      const place = header.columns.get(column)?.place
      return place === undefined ? '' : (cells[place] as string)
    }
    const found: Partial<Record<keyof CorrectionEntry, unknown>> = {}
    for (const { column, field, missing, read } of readers) {
      const cell = cellOf(column)
      if (cell.trim() === '') {
        if (missing && (purpose === 'import' || field === 'email')) mistaken(column, missing)
        continue
      }
      const result = read(cell)
      if ('value' in result) found[field] = result.value
      else mistaken(column, result.wrong, result.details)
    }
    const fields = found as Partial<CorrectionEntry>
    if (purpose === 'correct') checkCorrection(fields, cellOf, mistaken)
    return { fields, wrong }
  }
}

function checkCorrection(
  fields: Partial<CorrectionEntry>,
  cellOf: (column: RollColumn) => string,
  mistaken: (column: RollColumn | undefined, code: RollMistakeCode) => void,
): void {
  const isEmpty = (column: RollColumn) => cellOf(column).trim() === ''
  if (isEmpty('numen') && !isEmpty('birth_date')) mistaken('numen', 'numen-alone')
  if (isEmpty('birth_date') && !isEmpty('numen')) mistaken('birth_date', 'birth-date-alone')
  if (fields.newEmail !== undefined && fields.newEmail === fields.email) {
    mistaken('new_email', 'email-unchanged')
  }
  const others = usedColumns.correct.filter((column) => column !== 'email')
  if (others.every(isEmpty)) mistaken(undefined, 'nothing-to-correct')
}

/** Spreadsheets add empty fields at the end. */
function hasWidth(cells: readonly string[], width: number): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '')
}
