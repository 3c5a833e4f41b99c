import { closeSync, openSync, readSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { NoticeIndex } from './index-notices.ts'
import { delimiter, type NoticeRow, readRow } from './notice-rows.ts'

/** How many rows are sorted in memory at once, and how many of each such run are read ahead. */
const runLength = 20_000
const readAhead = 200

export interface SchoolRows {
  /** Empty when the file does not say. */
  school: string
  count: number
  /** By last name, then first name. Read while they are taken. */
  rows: Iterable<NoticeRow>
}

const collator = new Intl.Collator('fr', { numeric: true })

/** The rows of each school in turn, whatever their number, with a few thousand in memory at once. */
export function* bySchool(index: NoticeIndex): Generator<SchoolRows> {
  const { schools, schoolOf, count } = index
  const inOrder = schools.map((_, number) => number).sort((a, b) => compare(schools[a], schools[b]))
  const rank = new Uint32Array(schools.length)
  for (const [at, number] of inOrder.entries()) rank[number] = at
  const rankOf = (row: number) => rank[schoolOf[row] as number] as number
  // A counting sort: rows of a school keep the order of the file.
  const starts = new Uint32Array(schools.length + 1)
  const add = (counts: Uint32Array, at: number, more: number) => {
    const before = counts[at] as number
    counts[at] = before + more
    return before
  }
  for (let row = 0; row < count; row++) add(starts, rankOf(row) + 1, 1)
  for (let at = 0; at < schools.length; at++) add(starts, at + 1, starts[at] as number)
  const next = starts.slice()
  const sorted = new Uint32Array(count)
  for (let row = 0; row < count; row++) sorted[add(next, rankOf(row), 1)] = row
  const file = openSync(index.path, 'r')
  try {
    for (const [at, number] of inOrder.entries()) {
      const positions = sorted.subarray(starts[at], starts[at + 1])
      yield {
        school: schools[number] as string,
        count: positions.length,
        rows: sortedRows(index, file, positions),
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Sorts runs in place, then merges them: a million voters without a school are no reason to hold them all. */
function* sortedRows(index: NoticeIndex, file: number, positions: Uint32Array) {
  const runs: Iterator<NoticeRow>[] = []
  for (let start = 0; start < positions.length; start += runLength) {
    const run = positions.subarray(start, start + runLength)
    const rows = readRows(index, file, run)
    const order = rows.map((_, at) => at).sort((a, b) => compareRows(rows[a], rows[b]) || a - b)
    if (positions.length <= runLength) {
      for (const at of order) yield rows[at] as NoticeRow
      return
    }
    run.set(order.map((at) => run[at] as number))
    runs.push(aheadRows(index, file, run))
  }
  yield* merged(runs)
}

function* aheadRows(index: NoticeIndex, file: number, run: Uint32Array) {
  for (let start = 0; start < run.length; start += readAhead) {
    yield* readRows(index, file, run.subarray(start, start + readAhead))
  }
}

function* merged(runs: Iterator<NoticeRow>[]): Generator<NoticeRow> {
  const heads = runs.flatMap((run) => {
    const { value, done } = run.next()
    return done ? [] : [{ run, row: value }]
  })
  heads.sort((a, b) => compareRows(a.row, b.row))
  for (let head = heads.shift(); head; head = heads.shift()) {
    yield head.row
    const { value, done } = head.run.next()
    if (done) continue
    head.row = value
    let low = 0
    let high = heads.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareRows(heads[middle]?.row, value) <= 0) low = middle + 1
      else high = middle
    }
    heads.splice(low, 0, head)
  }
}

function readRows(index: NoticeIndex, file: number, positions: Uint32Array): NoticeRow[] {
  const { offsets, lengths, places, homonyms } = index
  let size = 0
  for (const position of positions) size += (lengths[position] as number) + 1
  const bytes = Buffer.allocUnsafe(size)
  let end = 0
  for (const position of positions) {
    const length = lengths[position] as number
    end += readSync(file, bytes, end, length, offsets[position] as number)
    // The last row of the file may end without a new line.
    bytes[end++] = 0x0a
  }
  const records: string[][] = parse(bytes.subarray(0, end), {
    delimiter,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
  })
  const rows = records.flatMap((record, at) => {
    const read = readRow(record, places)
    if (!('row' in read)) return []
    return homonyms.has(positions[at] as number) ? [read.row] : [{ ...read.row, email: '' }]
  })
  if (rows.length === positions.length) return rows
  throw new Error('notices.csv changed while it was read')
}

function compareRows(a: NoticeRow | undefined, b: NoticeRow | undefined): number {
  return compare(a?.lastName, b?.lastName) || compare(a?.firstName, b?.firstName)
}

/** Two names that the collator takes for one are still told apart, so that two runs end alike. */
function compare(a = '', b = ''): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b))
}
