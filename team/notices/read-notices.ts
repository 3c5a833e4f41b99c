import { readFile } from 'node:fs/promises'
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { missingCharacters } from '../../shared/tooling/pdf-document.ts'
import {
  columns,
  likenessOf,
  type NoticeRow,
  type Places,
  placesIn,
  type RowProblem,
  readRow,
} from './notice-rows.ts'

export interface LineProblem {
  line: number
  problem: RowProblem | 'columns' | { repeatedOfLine: number } | { notInFont: string }
}

export interface SchoolRows {
  /** Empty when the file does not say. */
  school: string
  /** By last name, then first name. */
  rows: NoticeRow[]
}

export type NoticesRead =
  | { outcome: 'read'; schools: SchoolRows[]; count: number }
  | { outcome: 'missing-columns'; columns: string[] }
  | { outcome: 'refused'; problems: LineProblem[]; total: number }

/** More would scroll the first ones away. */
const mostProblems = 10

/** Reads `notices.csv` and checks it: nothing is printed of a file with one wrong row. */
export async function readNotices(path: string): Promise<NoticesRead> {
  const missingIn = missingCharacters()
  const read: { line: number; row: NoticeRow }[] = []
  const problems: LineProblem[] = []
  let places: Places | undefined
  const check = (record: string[], { lines: line }: InfoRecord): void => {
    if (!places) {
      places = placesIn(record)
      return
    }
    const outcome = readRow(record, places)
    if ('problem' in outcome) {
      problems.push({ line, problem: outcome.problem })
      return
    }
    const { firstName, lastName, school } = outcome.row
    const notInFont = missingIn(`${firstName}${lastName}${school}`)
    if (notInFont) problems.push({ line, problem: { notInFont } })
    else read.push({ line, row: outcome.row })
  }
  try {
    parse(await readFile(path), {
      bom: true,
      delimiter: ';',
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      // Nothing is kept of a record once it is checked.
      on_record: (record: string[], info) => void check(record, info),
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Its message quotes the row, identifier included.
    problems.push({ line: Number(error.lines), problem: 'columns' })
  }
  const missing = columns.filter((column) => !places || places[column] < 0)
  if (missing.length > 0) return { outcome: 'missing-columns', columns: missing }
  problems.push(...repeatedIdentifiers(read))
  for (const alike of Map.groupBy(read, ({ row }) => likenessOf(row)).values()) {
    for (const { line, row } of alike) {
      if (alike.length === 1) row.email = ''
      else if (row.email === '' || missingIn(row.email)) problems.push({ line, problem: 'homonym' })
    }
  }
  const total = problems.length
  if (total > 0) return { outcome: 'refused', problems: problems.slice(0, mostProblems), total }
  return { outcome: 'read', schools: bySchool(read.map(({ row }) => row)), count: read.length }
}

/** One identifier for two voters would let one of them vote in the other's place. */
function repeatedIdentifiers(read: readonly { line: number; row: NoticeRow }[]): LineProblem[] {
  const lines = new Map<Identifier, number>()
  return read.flatMap(({ line, row: { identifier } }) => {
    const repeatedOfLine = lines.get(identifier)
    if (repeatedOfLine === undefined) lines.set(identifier, line)
    return repeatedOfLine === undefined ? [] : [{ line, problem: { repeatedOfLine } }]
  })
}

function bySchool(rows: readonly NoticeRow[]): SchoolRows[] {
  const schools = Array.from(
    Map.groupBy(rows, ({ school }) => school),
    ([school, some]) => ({
      school,
      rows: some.sort(
        (a, b) => compare(a.lastName, b.lastName) || compare(a.firstName, b.firstName),
      ),
    }),
  )
  return schools.sort((a, b) => compare(a.school, b.school))
}

const collator = new Intl.Collator('fr', { numeric: true })

/** Two names that the collator takes for one are still told apart, so that two runs end alike. */
function compare(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b))
}
