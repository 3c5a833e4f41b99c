import type { Verdict } from '../../texts/ledger/verdict.ts'
import { LedgerCheck, type SignedEnd } from './chain.ts'
import type { LedgerEntry } from './entry.ts'
import type { Findings } from './findings.ts'
import { findHeads, fingerprintOf, isSignedBy, type SignedHead } from './ledger-head.ts'

export interface LedgerCopy {
  key: Uint8Array
  /** Must be read before the lines, since the ledger may grow. */
  heads: AsyncIterable<string>
  lines: AsyncIterable<string>
  rows?: AsyncIterable<string> | undefined
  findings: Findings
}

/** A forged copy may contain a forged key, so mailed heads that this key did not sign are findings. */
export async function verifyLedger(
  { key, heads, lines, rows, findings }: LedgerCopy,
  mailedHeads: readonly SignedHead[],
): Promise<Verdict> {
  const storedEnds = await readStoredEnds(heads, key, findings)
  const signedEnds: SignedEnd[] = []
  for (const mailedHead of mailedHeads) {
    if (await isSignedBy(mailedHead, key)) signedEnds.push(mailedHead.head)
    else findings.merge('mailed-unsigned', mailedHead.head.number)
  }
  const check = new LedgerCheck([...storedEnds, ...signedEnds], findings)
  const rowIterator = rows?.[Symbol.asyncIterator]()
  await rowIterator?.next()
  for await (const line of lines) {
    const entry = check.checkLine(line)
    if (!rowIterator || !entry) continue
    const { value: row } = await rowIterator.next()
    if (row === undefined || !isRowOf(row, entry)) findings.merge('row-differs', entry.number)
  }
  if (rowIterator && !(await rowIterator.next()).done)
    findings.merge('row-differs', check.end.number + 1)
  check.finish()
  const storedNumbers = new Set(storedEnds.map(({ number }) => number))
  for (const { number } of signedEnds) {
    if (number <= check.end.number && !storedNumbers.has(number))
      findings.merge('mailed-absent', number)
  }
  return {
    fingerprint: fingerprintOf(key),
    entryCount: check.end.number,
    storedHeadCount: storedEnds.length,
    matchingHeadCount: check.matchingHeadCount,
    attestedRanges: check.attestedRanges,
    lastMailedEnd: check.lastMailedEnd,
    findings,
  }
}

async function readStoredEnds(
  lines: AsyncIterable<string>,
  key: Uint8Array,
  findings: Findings,
): Promise<SignedEnd[]> {
  const ends: SignedEnd[] = []
  let block = ''
  let position = 0
  for await (const line of lines) {
    if (line.startsWith('-----BEGIN')) block = ''
    block += `${line}\n`
    if (!line.startsWith('-----END')) continue
    position++
    const [parsedHead] = findHeads(block)
    if (!parsedHead || !(await isSignedBy(parsedHead, key))) {
      findings.merge('own-unsigned', position)
      continue
    }
    const { number, hash, at } = parsedHead.head
    if (number <= (ends.at(-1)?.number ?? 0)) findings.merge('own-backwards', position)
    ends.push({ number, hash, at, position })
  }
  return ends
}

export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let partialLine = ''
  for await (const chunk of chunks) {
    const lines = (partialLine + chunk).split('\n')
    partialLine = lines.pop() ?? ''
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (partialLine !== '') yield partialLine
}

export function csvCells({ number, at, table, change, record, fields, told, by }: LedgerEntry) {
  return [
    String(number),
    at.toISOString(),
    table,
    change,
    record,
    fields.join(' '),
    told ? JSON.stringify(told) : '',
    by ?? '',
  ]
}

function isRowOf(row: string, entry: LedgerEntry): boolean {
  const cells = [...row.matchAll(/(?<=^|;)(?:"((?:[^"]|"")*)"|([^;"]*))(?=;|$)/g)].map(
    ([, quoted, unquoted = '']) => quoted?.replaceAll('""', '"') ?? unquoted,
  )
  const expectedCells = csvCells(entry)
  return (
    cells.length === expectedCells.length &&
    // In the CSV, an apostrophe precedes a cell that a spreadsheet would evaluate.
    expectedCells.every((cell, index) => [cell, `'${cell}`].includes(cells[index] ?? ''))
  )
}
