import type { Correction } from '../../shared/domain/roll/correction.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import type { RollMistakeCode, RollMistakeDetails } from '../../shared/texts/roll/roll-mistakes.ts'
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

export function entryReader({ purpose, header, ballots, now }: EntryOptions) {
  const ballotIds = new Set(ballots.map(({ id }) => id))
  const readers = {
    email: (cell: string) => (purpose === 'import' ? readNewEmail(cell) : readEmail(cell)),
    first_name: readName,
    last_name: readName,
    numen: (cell: string) => readNumenCell(cell),
    birth_date: (cell: string) => readBirthDateCell(cell, now),
    ballots: (cell: string) => readBallots(cell, ballotIds),
    school: readSchool,
    format: (cell: string) => readFormat(cell),
    new_email: (cell: string) => readNewEmail(cell),
  } satisfies Record<RollColumn, (cell: string) => Cell<unknown>>

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
    const read = <Column extends RollColumn>(column: Column, missing?: RollMistakeCode) => {
      const cell = cellOf(column)
      if (cell.trim() === '') {
        if (missing !== undefined) mistaken(column, missing)
        return undefined
      }
      const result = readers[column](cell) as Cell<CellValue<(typeof readers)[Column]>>
      if ('value' in result) return result.value
      mistaken(column, result.wrong, result.details)
      return undefined
    }
    const needed = (code: RollMistakeCode) => (purpose === 'import' ? code : undefined)

    const found = {
      email: read('email', 'email-missing'),
      firstName: read('first_name', needed('text-missing')),
      lastName: read('last_name', needed('text-missing')),
      numen: read('numen', needed('numen-missing')),
      birthDate: read('birth_date', needed('birth-date-missing')),
      ballots: read('ballots', needed('ballots-missing')),
      school: read('school'),
      format: read('format'),
      newEmail: read('new_email'),
    }
    const fields = present(found)
    if (purpose === 'correct') checkCorrection(fields, cellOf, mistaken)
    return { fields, wrong }
  }
}

type CellValue<Reader extends (cell: string) => unknown> =
  Extract<ReturnType<Reader>, { value: unknown }> extends { value: infer Value } ? Value : never

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

function present(found: { [Key in keyof Correction]: Correction[Key] | undefined }) {
  const entries = Object.entries(found).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<CorrectionEntry>
}
