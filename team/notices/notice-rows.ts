import { type Identifier, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { withoutFormulaQuote } from '../write-files.ts'

/** Required in `notices.csv`; `email` is optional, others are ignored. */
export const columns = ['first_name', 'last_name', 'school', 'format', 'identifier'] as const

export type NoticeFormat = 'standard' | 'grand' | 'html' | 'braille'

export interface NoticeRow {
  /** Work e-mail, kept for homonyms and for names that cannot be printed. */
  email: string
  firstName: string
  lastName: string
  school: string
  format: NoticeFormat
  identifier: Identifier
}

const formats: readonly string[] = ['standard', 'grand', 'html', 'braille']

/** @returns undefined of a row that is damaged: by hand or by a spreadsheet, since `import` writes none */
export function readRow(record: Readonly<Record<string, string>>): NoticeRow | undefined {
  const read = (column: (typeof columns)[number] | 'email') =>
    printable(withoutFormulaQuote(record[column] ?? ''))
  const firstName = read('first_name')
  const lastName = read('last_name')
  const school = read('school')
  const format = read('format').toLowerCase() || 'standard'
  const identifier = readIdentifier(read('identifier'))
  if (!(firstName || lastName) || !isFormat(format) || !identifier) return undefined
  return { email: read('email'), firstName, lastName, school, format, identifier }
}

export const fullName = ({ firstName, lastName }: NoticeRow) => `${firstName} ${lastName}`.trim()

/** Equal for homonyms of one school: case, accents, spaces, hyphens and the end of the first name do not count. */
export function likenessOf(row: NoticeRow): string {
  return `${letters(fullName(row))}/${letters(row.school)}`
}

function letters(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function isFormat(format: string): format is NoticeFormat {
  return formats.includes(format)
}

/** One line, without invisible characters or marks of direction. */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim()
}
