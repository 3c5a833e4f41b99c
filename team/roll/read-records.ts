import { parse } from 'csv-parse/sync'
import { type LineBatch, longestLine } from './decode-lines.ts'
import { columnNamed } from './roll-columns.ts'

export type Delimiter = ';' | ','

export type BrokenRecord = 'line-too-long' | 'line-nul' | 'quote-unclosed' | 'quote-misplaced'

export interface RollRecord {
  /** Of the line where it begins. */
  line: number
  /** None if it is broken. */
  fields: string[]
  /** With the place of the field where a quote opens, if it is one that does not close. */
  broken?: { reason: BrokenRecord; field?: number }
}

interface Framed extends Omit<RollRecord, 'fields'> {
  text: string
}

/** The first record of all is the header. Lines without any value are no records. */
export interface RecordBatch {
  delimiter: Delimiter
  records: RollRecord[]
}

/**
 * A record is one line, unless a quote is open at its end and closes within `longestLine` characters, in a
 * record of as many fields as the header: whatever is quoted wrong spoils its own line and none of the next.
 */
export async function* readRecords(batches: AsyncIterable<LineBatch>): AsyncGenerator<RecordBatch> {
  let carried: string[] = []
  let delimiter: Delimiter | undefined
  let width: number | undefined
  for await (const { first, lines, isLast } of batches) {
    const queue = carried.length > 0 ? carried.concat(lines) : lines
    const number = first - carried.length
    const framed: Framed[] = []
    let next = 0
    while (next < queue.length) {
      const line = queue[next] as string
      if (isBlank(line)) {
        next += 1
        continue
      }
      if (delimiter === undefined) {
        if (/^"?sep=.?"?$/i.test(line)) {
          next += 1
          continue
        }
        delimiter = delimiterOf(line)
      }
      const record = frame(queue, next, { delimiter, width, isLast })
      if (!record) break
      framed.push({ ...record.framed, line: number + next })
      next += record.lineCount
      width ??= split([record.framed.text], delimiter)[0]?.length
    }
    carried = queue.slice(next)
    if (delimiter && framed.length > 0) {
      yield { delimiter, records: recordsOf(framed, delimiter) }
    }
  }
}

interface Framing {
  delimiter: Delimiter
  /** How many fields the header has; not known of the header itself. */
  width: number | undefined
  isLast: boolean
}

/** @returns nothing when the lines that are to come decide */
function frame(
  queue: string[],
  start: number,
  { delimiter, width, isLast }: Framing,
): { framed: Omit<Framed, 'line'>; lineCount: number } | undefined {
  const line = queue[start] as string
  const alone = (reason?: BrokenRecord, field?: number) => ({
    framed: {
      text: line,
      ...(reason && { broken: { reason, ...(field !== undefined && { field }) } }),
    },
    lineCount: 1,
  })
  if (line.length > longestLine) return alone('line-too-long')
  if (line.includes('\0')) return alone('line-nul')
  if (!hasOpenQuote(line)) return alone()
  const unclosed = () => alone('quote-unclosed', openQuoteField(line, delimiter))
  let length = line.length
  for (let end = start + 1; ; end++) {
    if (end === queue.length) return isLast ? unclosed() : undefined
    const following = queue[end] as string
    length += 1 + following.length
    if (length > longestLine || following.includes('\0')) return unclosed()
    if (!hasOpenQuote(following)) continue
    const text = queue.slice(start, end + 1).join('\n')
    const [fields] = split([text], delimiter)
    if (!fields || (width !== undefined && fields.length !== width)) return unclosed()
    return { framed: { text }, lineCount: end + 1 - start }
  }
}

function recordsOf(framed: Framed[], delimiter: Delimiter): RollRecord[] {
  const quoted = framed.filter(({ text, broken }) => !broken && text.includes('"'))
  const parsed = split(
    quoted.map(({ text }) => text),
    delimiter,
  )
  let place = 0
  const records: RollRecord[] = []
  for (const { line, text, broken } of framed) {
    if (broken) records.push({ line, fields: [], broken })
    else if (!text.includes('"')) records.push({ line, fields: text.split(delimiter) })
    else {
      const fields = parsed[place++]
      if (!fields) records.push({ line, fields: [], broken: { reason: 'quote-misplaced' } })
      else if (!fields.every(isBlank)) records.push({ line, fields })
    }
  }
  return records
}

/** Each text is one record. @returns the fields of each, or nothing when its quotes are misplaced */
function split(texts: string[], delimiter: Delimiter): (string[] | undefined)[] {
  if (texts.length === 0) return []
  try {
    return parse(texts.join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      trim: true,
    })
  } catch {
    if (texts.length === 1) return [undefined]
    const half = texts.length >> 1
    return [...split(texts.slice(0, half), delimiter), ...split(texts.slice(half), delimiter)]
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
