import { CsvError, parse } from 'csv-parse/sync'
import { findColumn } from './roll-columns.ts'

const maxRecordLength = 10_000

const delimiters = [';', ',', '\t']

export type RecordProblem = 'line-too-long' | 'quote-unclosed' | 'quote-misplaced'

export interface RollRecord {
  line: number
  fields: string[]
  problem?: { reason: RecordProblem; fieldIndex?: number }
}

/**
 * A quote may close on a later line, within `maxRecordLength` characters and in a record as wide as the header.
 * Otherwise its line is refused, and the next line is read by itself.
 */
export function* readRecords(lines: readonly string[]): Generator<RollRecord> {
  let delimiter: string | undefined
  let width: number | undefined
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] as string
    if (isBlank(line) || (delimiter === undefined && /^"?sep=.?"?$/i.test(line))) {
      index += 1
      continue
    }
    delimiter ??= delimiterOf(line)
    const { lineCount = 1, fields = [], problem } = readRecord(lines, index, { delimiter, width })
    width ??= fields.length
    if (problem) yield { line: index + 1, fields, problem }
    else if (!fields.every(isBlank)) yield { line: index + 1, fields }
    index += lineCount
  }
}

function readRecord(
  lines: readonly string[],
  start: number,
  { delimiter, width }: { delimiter: string; width: number | undefined },
): Partial<Omit<RollRecord, 'line'>> & { lineCount?: number } {
  let text = lines[start] as string
  if (text.length > maxRecordLength) return { problem: { reason: 'line-too-long' } }
  if (!text.includes('"')) return { fields: text.split(delimiter) }
  const firstFields = parseFields(text, delimiter)
  if (Array.isArray(firstFields)) return { fields: firstFields }
  if (!isQuoteOpen(firstFields)) return { problem: { reason: 'quote-misplaced' } }
  for (let end = start + 1; end < lines.length; end++) {
    const nextLine = lines[end] as string
    text += `\n${nextLine}`
    if (text.length > maxRecordLength) break
    if (!nextLine.includes('"')) continue
    const fields = parseFields(text, delimiter)
    if (!Array.isArray(fields) && isQuoteOpen(fields)) continue
    if (!Array.isArray(fields) || (width !== undefined && fields.length !== width)) break
    return { fields, lineCount: end + 1 - start }
  }
  return { problem: { reason: 'quote-unclosed', fieldIndex: Number(firstFields.column) } }
}

function parseFields(text: string, delimiter: string): string[] | CsvError {
  try {
    const [fields = []]: string[][] = parse(text, { delimiter, record_delimiter: '\n', trim: true })
    return fields
  } catch (error) {
    if (error instanceof CsvError) return error
    throw error
  }
}

const isQuoteOpen = ({ code }: CsvError) => code === 'CSV_QUOTE_NOT_CLOSED'

const isBlank = (line: string) => /^[\s;,]*$/.test(line)

function delimiterOf(header: string): string {
  const countKnownColumns = (delimiter: string) => header.split(delimiter).filter(findColumn).length
  const [bestDelimiter = ';'] = delimiters.toSorted(
    (a, b) => countKnownColumns(b) - countKnownColumns(a),
  )
  return bestDelimiter
}
