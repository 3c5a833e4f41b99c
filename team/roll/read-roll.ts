import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import {
  ignoredColumnText,
  namesakesText,
  readAsWindows1252Text,
  unknownColumnText,
} from '../../shared/texts/roll/roll-file.ts'
import {
  decodeLines,
  hashFile,
  NotUtf8,
  openRoll,
  type RollEncoding,
  readChunks,
} from './decode-lines.ts'
import { type EntryOf, entryReader } from './read-entry.ts'
import { otherKind } from './read-file-kind.ts'
import { type RollHeader, readHeader, type UnknownColumn } from './read-header.ts'
import { type Delimiter, type RollRecord, readRecords } from './read-records.ts'
import { FirstLines } from './repeated-values.ts'
import type { RollPurpose } from './roll-columns.ts'
import { RollFileError } from './roll-file-error.ts'
import { MistakeList, type RollMistake } from './roll-mistakes.ts'

export interface RollFile {
  bytes: number
  /** In hexadecimal. */
  sha256: string
  encoding: RollEncoding
  delimiter: Delimiter
  /** Those that the purpose uses: their places, and their names in the file. */
  columns: RollHeader['columns']
  /** How many fields each line has. */
  width: number
  unknownColumns: UnknownColumn[]
  /** In French, what to know of the file although it can be read. */
  notices: string[]
  /** Lines that are neither the header nor empty; a record of several lines counts once. */
  lines: number
}

export interface RollOptions<Purpose extends RollPurpose = RollPurpose> {
  ballots: readonly { id: string }[]
  purpose: Purpose
  /** Ages are counted at this instant. */
  now: Date
  /** Begins again from 0 when the file is not UTF-8. */
  onProgress?(bytesRead: number, bytes: number): void
}

export interface CheckedRoll<Purpose extends RollPurpose = RollPurpose> {
  path: string
  options: RollOptions<Purpose>
  file: RollFile
  /** The first 10,000. */
  mistakes: RollMistake[]
  /** All of them. With one, nothing may be written. */
  mistakeCount: number
  mistakenLineCount: number
}

export interface RollLine<Purpose extends RollPurpose = RollPurpose> {
  line: number
  entry: EntryOf[Purpose]
}

/** Of those who share a name and a birth date, whom to look at. */
const mostNamesakes = 100

/**
 * First pass: checks every line, and that no e-mail, and in an import no NUMEN, comes twice.
 *
 * @throws RollFileError when the file cannot be read as a roll at all
 */
export async function checkRoll<Purpose extends RollPurpose>(
  path: string,
  options: RollOptions<Purpose>,
): Promise<CheckedRoll<Purpose>> {
  const file = await openRoll(path)
  try {
    try {
      return await checkAs('utf-8', path, file, options)
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error
      return await checkAs('windows-1252', path, file, options)
    }
  } finally {
    await file.close()
  }
}

async function checkAs<Purpose extends RollPurpose>(
  encoding: RollEncoding,
  path: string,
  file: FileHandle,
  options: RollOptions<Purpose>,
): Promise<CheckedRoll<Purpose>> {
  const { size: bytes } = await file.stat()
  const hash = createHash('sha256')
  const chunks = watchedChunks(file, hash, (read) => options.onProgress?.(read, bytes))
  const list = new MistakeList()
  const firstLines = {
    email: new FirstLines(),
    newEmail: new FirstLines(),
    numen: new FirstLines(),
    namesake: new FirstLines(),
  }
  const namesakes: [line: number, otherLine: number][] = []
  let lines = 0
  let header: RollHeader | undefined
  let read: ReturnType<typeof entryReader> | undefined
  let delimiter: Delimiter = ';'

  const check = (record: RollRecord): void => {
    if (!header) {
      header = headerOf(record, options.purpose)
      for (const { code, details } of header.mistakes) list.add(record.line, code, details)
      if (header.mistakes.length === 0) read = entryReader({ ...options, header })
      return
    }
    lines += 1
    const { line, broken, fields: cells } = record
    if (broken) {
      list.add(line, broken.reason, { column: nameAt(header, broken.field) })
      return
    }
    if (!read) return
    const { fields, wrong } = read(cells)
    const { email } = fields
    for (const { code, details } of wrong) list.add(line, code, { ...details, email })
    const repeated = (
      key: 'email' | 'newEmail' | 'numen',
      column: 'email' | 'new_email' | 'numen',
    ) => {
      const value = fields[key]
      const otherLine = value === undefined ? undefined : firstLines[key].add(value, line)
      if (otherLine === undefined) return
      const name = header?.columns.get(column)?.name ?? column
      const code = key === 'numen' ? 'numen-duplicate' : 'email-duplicate'
      list.add(line, code, { column: name, email, otherLine })
    }
    repeated('email', 'email')
    repeated('newEmail', 'new_email')
    if (options.purpose !== 'import') return
    repeated('numen', 'numen')
    const { firstName, lastName, birthDate } = fields
    if (!firstName || !lastName || !birthDate) return
    const said = `${firstName} ${lastName} ${birthDate}`.toLocaleLowerCase('fr')
    const otherLine = firstLines.namesake.add(said, line)
    if (otherLine !== undefined && namesakes.length < mostNamesakes)
      namesakes.push([otherLine, line])
  }

  for await (const batch of readRecords(decodeLines(chunks, encoding))) {
    delimiter = batch.delimiter
    for (const record of batch.records) check(record)
    // Without its columns, no line of it can be checked.
    if (list.count > 0 && !read) break
  }
  if (!header) throw new RollFileError('empty')
  const { columns, width, unknownColumns, ignoredColumns } = header
  if (lines === 0 && list.count === 0) throw new RollFileError('header-only')
  const notices = [
    ...(encoding === 'windows-1252' ? [readAsWindows1252Text] : []),
    ...unknownColumns.map(unknownColumnText),
    ...ignoredColumns.map(ignoredColumnText),
    ...namesakes.map(([one, other]) => namesakesText(one, other)),
  ]
  return {
    path,
    options,
    file: {
      bytes,
      sha256: hash.digest('hex'),
      encoding,
      delimiter,
      columns,
      width,
      unknownColumns,
      notices,
      lines,
    },
    mistakes: list.kept,
    mistakeCount: list.count,
    mistakenLineCount: list.lineCount,
  }
}

/**
 * Second pass, of a file without mistakes: the entries with their lines, some hundreds at a time.
 *
 * @throws RollFileError when the file is no longer what was checked; so nothing of it is told before
 */
export async function* readRoll<Purpose extends RollPurpose>(
  checked: CheckedRoll<Purpose>,
): AsyncGenerator<RollLine<Purpose>[]> {
  const { path, options, file: roll } = checked
  if (checked.mistakeCount > 0) throw new Error('a roll with mistakes is not read')
  const file = await openRoll(path)
  try {
    const { size } = await file.stat()
    if (size !== roll.bytes || (await hashFile(file)) !== roll.sha256) throw changed()
    const hash = createHash('sha256')
    const chunks = watchedChunks(file, hash, (read) => options.onProgress?.(read, roll.bytes))
    const read = entryReader({ ...options, header: roll })
    let isHeader = true
    for await (const { records } of readRecords(decodeLines(chunks, roll.encoding))) {
      const batch: RollLine<Purpose>[] = []
      for (const { line, fields: cells, broken } of isHeader ? records.slice(1) : records) {
        const { fields, wrong } = read(cells)
        if (broken || wrong.length > 0) throw changed()
        batch.push({ line, entry: fields as EntryOf[Purpose] })
      }
      isHeader = false
      if (batch.length > 0) yield batch
    }
    if (hash.digest('hex') !== roll.sha256) throw changed()
  } finally {
    await file.close()
  }
}

const changed = () => new RollFileError('changed')

async function* watchedChunks(
  file: FileHandle,
  hash: ReturnType<typeof createHash>,
  onRead: (bytesRead: number) => void,
): AsyncGenerator<Buffer> {
  let bytesRead = 0
  for await (const chunk of readChunks(file)) {
    const kind = bytesRead === 0 ? otherKind(chunk) : undefined
    if (kind) throw new RollFileError(kind)
    hash.update(chunk)
    bytesRead += chunk.length
    yield chunk
    onRead(bytesRead)
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
