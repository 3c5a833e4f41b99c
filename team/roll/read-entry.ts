import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { asElectionInstant } from '../../shared/domain/instants.ts'
import type { Correction } from '../../shared/domain/roll/correction.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import type { Fault } from './file-errors.ts'
import {
  type Cell,
  readBallots,
  readBirthDateCell,
  readEmail,
  readFormat,
  readName,
  readNewEmail,
  readNumenCell,
  readPhoneCell,
  readRequestDate,
  readSchool,
} from './read-cells.ts'
import type { RollHeader } from './read-header.ts'
import { type RollColumn, requiredColumns } from './roll-columns.ts'

export type CorrectionEntry = Correction & { email: string }

interface EntryResult {
  fields: Partial<CorrectionEntry>
  errors: [column: RollColumn | undefined, fault: Fault][]
}

interface EntryOptions {
  kind: RollOperationKind
  header: Pick<RollHeader, 'width' | 'columns'>
  election: Pick<Election<WallInstant>, 'ballots' | 'territories' | 'timeZone'>
  now: Date
}

interface ColumnReader {
  field: keyof CorrectionEntry
  read(cell: string): Cell<unknown>
}

function columnReaders({ kind, election, now }: EntryOptions): Record<RollColumn, ColumnReader> {
  const ballotIds = new Set(election.ballots.map(({ id }) => id))
  const today = electionDayOf(asElectionInstant(now), election.timeZone).day
  return {
    email: { field: 'email', read: kind === 'import' ? readNewEmail : readEmail },
    first_name: { field: 'firstName', read: readName },
    last_name: { field: 'lastName', read: readName },
    numen: { field: 'numen', read: readNumenCell },
    birth_date: { field: 'birthDate', read: (cell) => readBirthDateCell(cell, now) },
    ballots: { field: 'ballots', read: (cell) => readBallots(cell, ballotIds) },
    school: { field: 'school', read: readSchool },
    format: { field: 'format', read: readFormat },
    phone: { field: 'phone', read: (cell) => readPhoneCell(cell, election.territories) },
    phone_requested_on: { field: 'phoneRequestedOn', read: (cell) => readRequestDate(cell, today) },
    new_email: { field: 'newEmail', read: readNewEmail },
  }
}

export function entryReader(options: EntryOptions): (cells: readonly string[]) => EntryResult {
  const { kind, header } = options
  const readers = Object.entries(columnReaders(options)) as [RollColumn, ColumnReader][]
  return (cells) => {
    const surplusCells = cells.slice(header.width)
    if (cells.length < header.width || surplusCells.some((cell) => cell.trim() !== '')) {
      const detail = `${cells.length} au lieu de ${header.width}`
      return { fields: {}, errors: [[undefined, { code: 'field-count', detail }]] }
    }
    const errors: EntryResult['errors'] = []
    const filledColumns: RollColumn[] = []
    const values: Partial<Record<keyof CorrectionEntry, unknown>> = {}
    for (const [column, { field, read }] of readers) {
      const index = header.columns.get(column)?.index
      const cell = index === undefined ? '' : (cells[index] as string)
      if (cell.trim() === '') {
        if (requiredColumns(kind).includes(column)) errors.push([column, { code: 'missing' }])
        continue
      }
      filledColumns.push(column)
      const result = read(cell)
      if ('value' in result) values[field] = result.value
      else errors.push([column, result])
    }
    const fields = values as Partial<CorrectionEntry>
    for (const [code, ...pair] of columnPairs) {
      if (requiredColumns(kind).includes(pair[0])) continue
      const [first, ...second] = pair.filter((column) => filledColumns.includes(column))
      if (first && second.length === 0) errors.push([first, { code }])
    }
    if (kind === 'correct') errors.push(...correctionErrors(fields, filledColumns))
    return { fields, errors }
  }
}

const columnPairs = [
  ['identity-half', 'numen', 'birth_date'],
  ['phone-half', 'phone', 'phone_requested_on'],
] as const

function correctionErrors(
  { email, newEmail }: Partial<CorrectionEntry>,
  filledColumns: readonly RollColumn[],
): EntryResult['errors'] {
  const errors: EntryResult['errors'] = []
  if (newEmail !== undefined && newEmail === email) {
    errors.push(['new_email', { code: 'email-unchanged' }])
  }
  if (filledColumns.every((column) => column === 'email')) {
    errors.push([undefined, { code: 'nothing-to-correct' }])
  }
  return errors
}
