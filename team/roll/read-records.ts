import { parse } from 'csv-parse/sync'
import { columnNamed } from './roll-columns.ts'

/** No line, and no record of several lines, has more characters. */
const longestLine = 10_000

type Delimiter = ';' | ','

export type BrokenRecord = 'line-too-long' | 'line-nul' | 'quote-unclosed' | 'quote-misplaced'

export interface RollRecord {
  /** Of the line where it begins, from 1. */
  line: number
  /** None if it is broken. */
  fields: string[]
  /** With the place of the field where a quote opens, if it is one that does not close. */
  broken?: { reason: BrokenRecord; field?: number }
}

/**
 * Reads the records of a file, of which the first one is the header. Lines without any value are no records. A record
 * is one line, unless a quote is open at its end and closes within `longestLine` characters, in a record of as many
 * fields as the header: whatever is quoted wrong spoils its own line and none of the next.
 */
export function* readRecords(lines: readonly string[]): Generator<RollRecord> {
  let delimiter: Delimiter | undefined
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

interface Framing {
  delimiter: Delimiter
  /** How many fields the header has; not known of the header itself. */
  width: number | undefined
}

function recordAt(
  lines: readonly string[],
  start: number,
  { delimiter, width }: Framing,
): Partial<Omit<RollRecord, 'line'>> & { lineCount?: number } {
  const line = lines[start] as string
  if (line.length > longestLine) return { broken: { reason: 'line-too-long' } }
  if (line.includes('\0')) return { broken: { reason: 'line-nul' } }
  if (!line.includes('"')) return { fields: line.split(delimiter) }
  if (!hasOpenQuote(line)) {
    const fields = quotedFields(line, delimiter)
    return fields ? { fields } : { broken: { reason: 'quote-misplaced' } }
  }
  let text = line
  for (let end = start + 1; end < lines.length; end++) {
    const following = lines[end] as string
    text += `\n${following}`
    if (text.length > longestLine || following.includes('\0')) break
    if (!hasOpenQuote(following)) continue
    const fields = quotedFields(text, delimiter)
    if (!fields || (width !== undefined && fields.length !== width)) break
    return { fields, lineCount: end + 1 - start }
  }
  return { broken: { reason: 'quote-unclosed', field: openQuoteField(line, delimiter) } }
}

/** @returns nothing when quotes are misplaced */
function quotedFields(text: string, delimiter: Delimiter): string[] | undefined {
  try {
    const [fields]: string[][] = parse(text, { delimiter, record_delimiter: '\n', trim: true })
    return fields
  } catch {
    return undefined
  }
}

function isBlank(line: string): boolean {
  return /^[\s;,]*$/.test(line)
}

function hasOpenQuote(line: string): boolean {
  let isOpen = false
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOpen = !isOpen
  return isOpen
}

/** In which field, from 0, the quote stands that is open at the end of the line. */
function openQuoteField(line: string, delimiter: Delimiter): number {
  let isOpen = false
  let field = 0
  for (const character of line) {
    if (character === '"') isOpen = !isOpen
    else if (character === delimiter && !isOpen) field += 1
  }
  return field
}

/** The one that gives the more known columns, or else the more fields. */
function delimiterOf(header: string): Delimiter {
  const score = (delimiter: Delimiter) => {
    const names = header.split(delimiter).map((name) => name.replaceAll('"', ''))
    return names.filter(columnNamed).length * 1000 + Math.min(names.length, 999)
  }
  return score(',') > score(';') ? ',' : ';'
}
