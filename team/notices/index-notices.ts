import { createReadStream } from 'node:fs'
import { CsvError, type Info, parse } from 'csv-parse'
import { freeSymbols, type Identifier } from '../../shared/domain/voter/identifier.ts'
import { missingCharacters } from '../../shared/tooling/pdf-document.ts'
import {
  delimiter,
  findColumns,
  likenessOf,
  type Places,
  type RowProblem,
  readRow,
} from './notice-rows.ts'

/** Where each row of `notices.csv` stands, so that none is kept: 37 bytes a row while it is made, then 16. */
export interface NoticeIndex {
  path: string
  places: Places
  /** In the order of the file; a row's school is its place in this list. */
  schools: string[]
  count: number
  /** In bytes. */
  offsets: Float64Array
  lengths: Uint32Array
  schoolOf: Uint32Array
  /** The rows whose name another voter of the school has too. */
  homonyms: ReadonlySet<number>
}

export interface LineProblem {
  line: number
  problem: RowProblem | 'columns' | { repeatedOfLine: number } | { notInFont: string }
}

export type IndexOutcome =
  | { outcome: 'indexed'; index: NoticeIndex }
  | { outcome: 'missing-columns'; columns: string[] }
  | { outcome: 'refused'; problems: LineProblem[]; total: number }

/** More would scroll the first ones away. */
const mostProblems = 10

/** Reads every row once and checks it: nothing is printed of a file with one wrong row. */
export async function indexNotices(path: string): Promise<IndexOutcome> {
  const rows = growing()
  const missingIn = missingCharacters()
  const schools = new Map<string, number>()
  const problems: LineProblem[] = []
  let total = 0
  let places: Places | undefined
  let end = 0
  const refuse = (problem: LineProblem) => {
    total++
    if (problems.length < mostProblems) problems.push(problem)
  }
  const records = parse({
    bom: true,
    delimiter,
    info: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
  })
  createReadStream(path, { highWaterMark: 1 << 20 })
    .on('error', (error) => records.destroy(error))
    .pipe(records)
  try {
    for await (const { record, info } of records as AsyncIterable<{
      record: string[]
      info: Info
    }>) {
      const start = end
      end = info.bytes
      if (!places) {
        const found = findColumns(record)
        if ('missing' in found) return { outcome: 'missing-columns', columns: found.missing }
        places = found
        continue
      }
      const read = readRow(record, places)
      if ('problem' in read) {
        refuse({ line: info.lines, problem: read.problem })
        continue
      }
      const { email, firstName, lastName, school } = read.row
      const notInFont = missingIn(`${firstName}${lastName}${school}`)
      if (notInFont) {
        refuse({ line: info.lines, problem: { notInFont } })
        continue
      }
      const number = schools.get(school) ?? schools.size
      schools.set(school, number)
      rows.add({
        offsets: start,
        lengths: end - start,
        schoolOf: number,
        lines: info.lines,
        identities: identityOf(read.row.identifier),
        likenesses: likenessOf(read.row),
        canTell: Number(email !== '' && !missingIn(email)),
      })
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Its message quotes the row, identifier included.
    refuse({ line: Number(error.lines), problem: 'columns' })
  }
  if (!places && total === 0) return { outcome: 'missing-columns', columns: ['identifier'] }
  for (const repeated of rows.repeated()) refuse(repeated)
  const homonyms = rows.homonyms()
  for (const line of rows.linesWithoutEmail(homonyms)) refuse({ line, problem: 'homonym' })
  if (total > 0) return { outcome: 'refused', problems, total }
  return {
    outcome: 'indexed',
    index: {
      path,
      places: places as Places,
      schools: [...schools.keys()],
      homonyms,
      ...rows.end(),
    },
  }
}

const columnsOf = (size: number) => ({
  offsets: new Float64Array(size),
  lengths: new Uint32Array(size),
  schoolOf: new Uint32Array(size),
  lines: new Uint32Array(size),
  identities: new Float64Array(size),
  likenesses: new Float64Array(size),
  canTell: new Uint8Array(size),
})

type Columns = ReturnType<typeof columnsOf>

function growing() {
  let columns = columnsOf(1 << 12)
  let count = 0
  return {
    add(row: { [Name in keyof Columns]: number }) {
      const names = Object.keys(row) as (keyof Columns)[]
      if (count === columns.lines.length) {
        const larger = columnsOf(2 * count)
        for (const name of names) larger[name].set(columns[name])
        columns = larger
      }
      for (const name of names) columns[name][count] = row[name]
      count++
    },
    /** One identifier for two voters would let one of them vote in the other's place. */
    repeated(): LineProblem[] {
      const { identities, lines } = columns
      const twice = repeatedIn(identities.subarray(0, count))
      if (twice.size === 0) return []
      const first = new Map<number, number>()
      const found: LineProblem[] = []
      for (let at = 0; at < count; at++) {
        const identity = identities[at] as number
        if (!twice.has(identity)) continue
        const line = lines[at] as number
        const repeatedOfLine = first.get(identity)
        if (repeatedOfLine === undefined) first.set(identity, line)
        else found.push({ line, problem: { repeatedOfLine } })
      }
      return found
    },
    homonyms(): Set<number> {
      const { likenesses } = columns
      const twice = repeatedIn(likenesses.subarray(0, count))
      const found = new Set<number>()
      for (let at = 0; at < count; at++) if (twice.has(likenesses[at] as number)) found.add(at)
      return found
    },
    /** Nobody could tell such a voter from the other one. */
    linesWithoutEmail: (homonyms: ReadonlySet<number>) =>
      [...homonyms].flatMap((at) =>
        columns.canTell[at] === 0 ? [columns.lines[at] as number] : [],
      ),
    end() {
      const { offsets, lengths, schoolOf } = columns
      return { count, offsets, lengths, schoolOf }
    },
  }
}

function repeatedIn(values: Float64Array): Set<number> {
  const sorted = values.slice().sort()
  return new Set(sorted.filter((one, at) => at > 0 && one === sorted[at - 1]))
}

/** 45 bits: a float holds them exactly. */
function identityOf(identifier: Identifier): number {
  let value = 0
  for (const symbol of identifier.slice(-freeSymbols - 1, -1)) {
    value = value * 36 + Number.parseInt(symbol, 36)
  }
  return value
}
