import { type CorrectionEntry, type EntryOf, entryReader } from './read-entry.ts'
import { type RollHeader, readHeader } from './read-header.ts'
import { type RollRecord, readRecords } from './read-records.ts'
import { readLines } from './read-text.ts'
import type { RollPurpose } from './roll-columns.ts'
import { RollFileError } from './roll-file-error.ts'
import { namesakesText, readAsWindows1252Text, unknownColumnText } from './roll-file-texts.ts'
import { MistakeList, type RollMistake } from './roll-mistakes.ts'

export interface RollOptions<Purpose extends RollPurpose = RollPurpose> {
  ballots: readonly { id: string }[]
  purpose: Purpose
  /** Ages are counted at this instant. */
  now: Date
  onProgress?(linesRead: number, lines: number): void
}

export interface RollLine<Purpose extends RollPurpose = RollPurpose> {
  line: number
  entry: EntryOf[Purpose]
}

export interface CheckedRoll<Purpose extends RollPurpose = RollPurpose> {
  /** Those without a mistake. With one mistake, nothing may be written. */
  entries: RollLine<Purpose>[]
  file: {
    /** Those that are neither the header nor empty; a record of several lines counts once. */
    lines: number
    /** In French, what to know of the file although it can be read. */
    notices: string[]
  }
  /** The first 10,000. */
  mistakes: RollMistake[]
  mistakeCount: number
  mistakenLineCount: number
}

/** Of those who share a name and a birth date, whom to look at. */
const mostNamesakes = 100

/**
 * Reads a whole file: checks every line, and that no e-mail, and in an import no NUMEN, comes twice.
 *
 * @throws RollFileError when the file cannot be read as a roll at all
 */
export async function checkRoll<Purpose extends RollPurpose>(
  path: string,
  options: RollOptions<Purpose>,
): Promise<CheckedRoll<Purpose>> {
  const { lines, encoding } = await readLines(path)
  const records = readRecords(lines)
  const first = records.next()
  if (first.done) throw new RollFileError('empty')
  const header = headerOf(first.value, options.purpose)
  const list = new MistakeList()
  for (const { code, details } of header.mistakes) list.add(first.value.line, code, details)
  const read = entryReader({ ...options, header })
  const entries: RollLine<Purpose>[] = []
  const checkRepeats = repeatsCheck(header, options.purpose, list)
  const namesakeOf = firstLines()
  const namesakes: string[] = []
  let count = 0
  // Without its columns, no line of it can be checked.
  for (const { line, fields: cells, broken } of list.count > 0 ? [] : records) {
    count += 1
    options.onProgress?.(line, lines.length)
    if (broken) {
      list.add(line, broken.reason, { column: nameAt(header, broken.field) })
      continue
    }
    const { fields, wrong } = read(cells)
    for (const { code, details } of wrong) list.add(line, code, details, fields.email)
    checkRepeats(line, fields)
    if (options.purpose === 'import' && namesakes.length < mostNamesakes) {
      const otherLine = namesakeOf(namesakeKey(fields), line)
      if (otherLine !== undefined) namesakes.push(namesakesText(otherLine, line))
    }
    entries.push({ line, entry: fields as EntryOf[Purpose] })
  }
  if (count === 0 && list.count === 0) throw new RollFileError('header-only')
  const notices = [
    ...(encoding === 'windows-1252' ? [readAsWindows1252Text] : []),
    ...header.unknownColumns.map(unknownColumnText),
    ...header.ignoredColumns.map(
      (name) => `La colonne « ${name} » ne sert pas ici : elle est ignorée.`,
    ),
    ...namesakes,
  ]
  return {
    entries: list.count > 0 ? [] : entries,
    file: { lines: count, notices },
    mistakes: list.kept,
    mistakeCount: list.count,
    mistakenLineCount: list.lineCount,
  }
}

function headerOf({ line, fields, broken }: RollRecord, purpose: RollPurpose): RollHeader {
  switch (broken?.reason) {
    case 'line-too-long':
      throw new RollFileError('header-too-long', line)
    case 'line-nul':
      throw new RollFileError('binary')
    case 'quote-unclosed':
    case 'quote-misplaced':
      throw new RollFileError('header-quotes', line)
  }
  const header = readHeader(fields, purpose)
  const isTabbed = fields.some((name) => name.trim().includes('\t'))
  if (isTabbed && header.columns.size === 0) throw new RollFileError('tabs')
  return header
}

function nameAt(header: RollHeader, place: number | undefined): string {
  return [...header.columns.values()].find((column) => column.place === place)?.name ?? ''
}

/** @returns what tells the line where a value was before; otherwise it is now known as this line's */
function firstLines() {
  const lines = new Map<string, number>()
  return (value: string | undefined, line: number): number | undefined => {
    if (value === undefined) return undefined
    const before = lines.get(value)
    if (before === undefined) lines.set(value, line)
    return before
  }
}

function repeatsCheck({ columns }: RollHeader, purpose: RollPurpose, list: MistakeList) {
  // Of two corrections to one NUMEN, the second is left when they are applied.
  const isUnique = (key: string) => purpose === 'import' || key !== 'numen'
  const values = [
    { key: 'email', column: 'email', code: 'email-duplicate', lineOf: firstLines() },
    { key: 'newEmail', column: 'new_email', code: 'email-duplicate', lineOf: firstLines() },
    { key: 'numen', column: 'numen', code: 'numen-duplicate', lineOf: firstLines() },
  ] as const
  const unique = values.filter(({ key }) => isUnique(key))
  return (line: number, fields: Partial<CorrectionEntry>): void => {
    for (const { key, column, code, lineOf } of unique) {
      const otherLine = lineOf(fields[key], line)
      if (otherLine === undefined) continue
      list.add(line, code, { column: columns.get(column)?.name ?? column, otherLine }, fields.email)
    }
  }
}

function namesakeKey({ firstName, lastName, birthDate }: Partial<CorrectionEntry>) {
  if (!firstName || !lastName || !birthDate) return undefined
  return `${firstName} ${lastName} ${birthDate}`.toLocaleLowerCase('fr')
}
