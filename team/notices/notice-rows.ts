import { type Identifier, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { type NoticeFormat, noticeFormats } from '../../shared/domain/voter/voter.ts'
import { removeFormulaQuote } from '../write-files.ts'

export const noticeColumns = ['first_name', 'last_name', 'school', 'format', 'identifier'] as const

export interface NoticeRow {
  /** `readNotices` empties the address unless the voter has a namesake or an unprintable name. */
  email: string
  firstName: string
  lastName: string
  school: string
  format: NoticeFormat
  identifier: Identifier
}

export function readRow(record: Readonly<Record<string, string>>): NoticeRow | undefined {
  const read = (column: (typeof noticeColumns)[number] | 'email') =>
    cleanText(removeFormulaQuote(record[column] ?? ''))
  const firstName = read('first_name')
  const lastName = read('last_name')
  const school = read('school')
  const formatText = read('format').toLowerCase() || 'standard'
  const format = noticeFormats.find((name) => name === formatText)
  const identifier = readIdentifier(read('identifier'))
  if (!(firstName || lastName) || !format || !identifier) return undefined
  return { email: read('email'), firstName, lastName, school, format, identifier }
}

export const fullName = ({ firstName, lastName }: NoticeRow) => `${firstName} ${lastName}`.trim()

export const namesakeKeyOf = (row: NoticeRow) => `${letters(fullName(row))}/${letters(row.school)}`

const letters = (text: string) => decomposedText(text).replace(/[^\p{L}\p{N}]/gu, '')

export const decomposedText = (text: string) =>
  text.toLowerCase().normalize('NFKD').replace(/œ/g, 'oe').replace(/æ/g, 'ae')

function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim()
}
