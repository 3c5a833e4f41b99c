import { CsvError, parse } from 'csv-parse/sync'
import { columnNamed } from './roll-columns.ts'

/** Maximum length of a record in characters, even over several lines. */
const maxRecordLength = 10_000

const delimiters = [';', ',', '\t']

export type BrokenRecord = 'line-too-long' | 'quote-unclosed' | 'quote-misplaced'

export interface RollRecord {
  /** Number of the first line, from 1. */
  line: number
  fields: string[]
  /** `field` is the index of the field whose quote does not close. */
  broken?: { reason: BrokenRecord; field?: number }
}

/**
 * Reads the records, header first, and skips empty lines. A quote may close on a later line, within `maxRecordLength`
 * characters and in a record as wide as the header. Otherwise only the line of the quote is broken.
 */
export function* readRecords(lines: readonly string[]): Generator<RollRecord> {
  let delimiter: string | undefined
  let width: number | undefined
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string
    if (isBlank(line) || (delimiter === undefined && /^"?sep=.?"?$/i.test(line))) {
      at += 1
      continue
    }
    delimiter ??= delimiterOf(line)
    const { lineCount = 1, fields = [], broken } = recordAt(lines, at, { delimiter, width })
    width ??= fields.length
    if (broken) yield { line: at + 1, fields, broken }
    else if (!fields.every(isBlank)) yield { line: at + 1, fields }
    at += lineCount
  }
}

function recordAt(
  lines: readonly string[],
  start: number,
  { delimiter, width }: { delimiter: string; width: number | undefined },
): Partial<Omit<RollRecord, 'line'>> & { lineCount?: number } {
  let text = lines[start] as string
  if (text.length > maxRecordLength) return { broken: { reason: 'line-too-long' } }
  if (!text.includes('"')) return { fields: text.split(delimiter) }
  const first = quotedFields(text, delimiter)
  if (Array.isArray(first)) return { fields: first }
  if (!isOpen(first)) return { broken: { reason: 'quote-misplaced' } }
  for (let end = start + 1; end < lines.length; end++) {
    const nextLine = lines[end] as string
    text += `\n${nextLine}`
    if (text.length > maxRecordLength) break
    if (!nextLine.includes('"')) continue
    const fields = quotedFields(text, delimiter)
    if (!Array.isArray(fields) && isOpen(fields)) continue
    if (!Array.isArray(fields) || (width !== undefined && fields.length !== width)) break
    return { fields, lineCount: end + 1 - start }
  }
  return { broken: { reason: 'quote-unclosed', field: Number(first.column) } }
}

function quotedFields(text: string, delimiter: string): string[] | CsvError {
  try {
    const [fields = []]: string[][] = parse(text, { delimiter, record_delimiter: '\n', trim: true })
    return fields
  } catch (error) {
    if (error instanceof CsvError) return error
    throw error
  }
}

const isOpen = ({ code }: CsvError) => code === 'CSV_QUOTE_NOT_CLOSED'

const isBlank = (line: string) => /^[\s;,]*$/.test(line)

function delimiterOf(header: string): string {
  const knownColumns = (delimiter: string) => header.split(delimiter).filter(columnNamed).length
  const [best = ';'] = delimiters.toSorted((one, other) => knownColumns(other) - knownColumns(one))
  return best
}
