import { type Identifier, readIdentifier } from '../../shared/domain/identifier.ts'

/** The columns of `notices.csv` that are read; others are ignored. */
export const columns = ['first_name', 'last_name', 'school', 'format', 'identifier'] as const

export const delimiter = ';'

export type Column = (typeof columns)[number]

/** Where each column stands in a row. */
export type Places = Readonly<Record<Column, number>>

export type NoticeFormat = 'standard' | 'grand' | 'html' | 'braille'

export interface NoticeRow {
  firstName: string
  lastName: string
  /** Empty when the file does not say. */
  school: string
  format: NoticeFormat
  identifier: Identifier
}

export type RowProblem = 'identifier' | 'name' | 'format' | 'encoding'

export type RowOutcome = { row: NoticeRow } | { problem: RowProblem }

const formats: readonly string[] = ['standard', 'grand', 'html', 'braille']

/** @returns the columns that the heading lacks, if any */
export function findColumns(heading: readonly string[]): Places | { missing: Column[] } {
  const names = heading.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) return { missing }
  return Object.fromEntries(columns.map((column) => [column, names.indexOf(column)])) as Places
}

export function readRow(record: readonly string[], places: Places): RowOutcome {
  const read = (column: Column) => printable(record[places[column]] ?? '')
  const firstName = read('first_name')
  const lastName = read('last_name')
  const school = read('school')
  const format = read('format').toLowerCase() || 'standard'
  if (`${firstName}${lastName}${school}`.includes('\ufffd')) return { problem: 'encoding' }
  if (!firstName && !lastName) return { problem: 'name' }
  if (!isFormat(format)) return { problem: 'format' }
  const identifier = readIdentifier(read('identifier'))
  if (!identifier) return { problem: 'identifier' }
  return { row: { firstName, lastName, school, format, identifier } }
}

export const fullName = ({ firstName, lastName }: NoticeRow) => `${firstName} ${lastName}`.trim()

function isFormat(format: string): format is NoticeFormat {
  return formats.includes(format)
}

/** On one line; what is invisible or turns the text round is left out. */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim()
}
