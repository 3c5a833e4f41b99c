import type { Election } from '../../shared/domain/election/election.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { FileErrorList } from './file-errors.ts'
import { findDoubtfulNames } from './name-doubts.ts'
import { type CorrectionEntry, entryReader } from './read-entry.ts'
import { type RollHeader, readHeader } from './read-header.ts'
import { readRecords } from './read-records.ts'
import { readLines } from './read-text.ts'
import { RollError } from './roll-error.ts'
import { rollFileTexts as texts } from './texts.ts'

export interface RollFileOptions {
  election: Pick<Election<WallInstant>, 'ballots' | 'knownPhones' | 'territories' | 'timeZone'>
  kind: RollOperationKind
  now: Date
  onProgress?(readLineCount: number, lineCount: number): void
}

export interface RollLine<Entry = CorrectionEntry> {
  line: number
  entry: Entry
}

export type CheckedRoll = Awaited<ReturnType<typeof checkRoll>>

const maxNamesakes = 100

export async function checkRoll(path: string, options: RollFileOptions) {
  const { kind } = options
  const { lines, encoding } = await readLines(path)
  const records = readRecords(lines)
  const firstRecord = records.next()
  if (firstRecord.done) throw new RollError('empty')
  const header = readHeader(firstRecord.value.fields, kind, options.election.knownPhones)
  const errors = new FileErrorList()
  const { problem: headerProblem } = firstRecord.value
  if (headerProblem) errors.add(firstRecord.value.line, '', { code: headerProblem.reason })
  else
    for (const [column, fault] of header.errors) errors.add(firstRecord.value.line, column, fault)
  const readEntry = entryReader({ ...options, header })
  const entries: RollLine[] = []
  const checkRepeats = repeatCheck(header, kind, errors)
  const namesakeLines = new Map<string, number>()
  const namesakes: string[] = []
  for (const { line, fields: cells, problem: recordProblem } of errors.count > 0 ? [] : records) {
    options.onProgress?.(line, lines.length)
    if (recordProblem) {
      const columns = [...header.columns.values()]
      const { name = '' } = columns.find(({ index }) => index === recordProblem.fieldIndex) ?? {}
      errors.add(line, name, { code: recordProblem.reason })
      continue
    }
    const { fields, errors: faults } = readEntry(cells)
    for (const [column, fault] of faults) {
      errors.add(line, (column && header.columns.get(column)?.name) ?? '', fault, fields.email)
    }
    checkRepeats(line, fields)
    if (kind === 'import' && namesakes.length < maxNamesakes) {
      const otherLine = findEarlierLine(namesakeLines, namesakeKey(fields), line)
      if (otherLine !== undefined) namesakes.push(texts.namesakes(otherLine, line))
    }
    entries.push({ line, entry: fields as CorrectionEntry })
  }
  if (entries.length === 0 && errors.count === 0) throw new RollError('header-only')
  const doubts = new FileErrorList()
  const foreignLines = findDoubtfulNames(entries, ({ line, entry }, column, fault) =>
    doubts.add(line, header.columns.get(column)?.name ?? column, fault, entry.email),
  )
  return {
    entries: errors.count > 0 ? [] : entries,
    remarks: [
      ...(encoding === 'windows-1252' ? [texts.windows1252] : []),
      ...header.ignoredColumns.map(texts.ignoredColumn),
      ...namesakes,
      ...(foreignLines.length > 0 ? [texts.foreignNames(foreignLines)] : []),
    ],
    errors,
    doubts,
  }
}

function findEarlierLine(lines: Map<string, number>, value: string | undefined, line: number) {
  if (value === undefined) return undefined
  const earlierLine = lines.get(value)
  if (earlierLine === undefined) lines.set(value, line)
  return earlierLine
}

const uniqueColumns = [
  ['email', 'email'],
  ['newEmail', 'new_email'],
  ['numen', 'numen'],
  ['phone', 'phone'],
] as const

function repeatCheck({ columns }: RollHeader, kind: RollOperationKind, errors: FileErrorList) {
  const checks = uniqueColumns
    // The roll itself refuses the second of two corrections to one NUMEN.
    .filter(([field]) => kind === 'import' || field !== 'numen')
    .map(([field, column]) => {
      const name = columns.get(column)?.name ?? column
      return { field, name, lines: new Map<string, number>() }
    })
  return (line: number, fields: Partial<CorrectionEntry>): void => {
    for (const { field, name, lines } of checks) {
      const detail = findEarlierLine(lines, fields[field], line)?.toString()
      if (detail) errors.add(line, name, { code: 'duplicate', detail }, fields.email)
    }
  }
}

function namesakeKey({ firstName, lastName, birthDate }: Partial<CorrectionEntry>) {
  if (!firstName || !lastName || !birthDate) return undefined
  return `${firstName} ${lastName} ${birthDate}`.toLocaleLowerCase('fr')
}
