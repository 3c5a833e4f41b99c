import type { Verdict } from '../../texts/ledger/verdict.ts'
import { LedgerCheck, type SignedEnd } from './chain.ts'
import type { LedgerEntry } from './entry.ts'
import { Findings } from './findings.ts'
import { fingerprintOf, headsIn, isSignedBy, type SignedHead } from './ledger-head.ts'

/** The stored ledger or an export of it, read line by line since it may be long. */
export interface LedgerCopy {
  key: Uint8Array
  /** Read before the lines, since the ledger may grow meanwhile. */
  heads: AsyncIterable<string>
  lines: AsyncIterable<string>
  /** The CSV with its heading. */
  rows?: AsyncIterable<string> | undefined
}

/**
 * Every mailed head counts. Whoever changed a copy may have changed its key and heads too, so nothing in the copy may
 * rule out a mailed head.
 * @param findings those of reading the copy, which are part of the verdict
 */
export async function verdictOn(
  { key, heads, lines, rows }: LedgerCopy,
  mailed: readonly SignedHead[],
  findings = new Findings(),
): Promise<Verdict> {
  const own = await ownEnds(heads, key, findings)
  const signed: SignedEnd[] = []
  for (const one of mailed) {
    const { number, at } = one.head
    if (await isSignedBy(one, key)) signed.push(one.head)
    else findings.add({ kind: 'mailed-unsigned', number, at })
  }
  const check = new LedgerCheck([...own, ...signed], findings)
  const row = rows?.[Symbol.asyncIterator]()
  await row?.next()
  for await (const line of lines) {
    const entry = check.take(line)
    if (!row || !entry) continue
    const { value } = await row.next()
    if (value === undefined || !isRowOf(value, entry)) findings.range('row-differs', entry.number)
  }
  if (row && !(await row.next()).done) findings.range('row-differs', check.end.number + 1)
  check.finish()
  const numbers = new Set(own.map(({ number }) => number))
  for (const { number, at } of signed) {
    if (number <= check.end.number && !numbers.has(number)) {
      findings.add({ kind: 'mailed-absent', number, at })
    }
  }
  return {
    fingerprint: fingerprintOf(key),
    entries: check.end.number,
    ownHeads: own.length,
    mailed: check.mailed,
    attested: check.attested,
    lastMailed: check.lastMailed,
    findings: findings.listed,
    more: findings.more,
  }
}

async function ownEnds(
  lines: AsyncIterable<string>,
  key: Uint8Array,
  findings: Findings,
): Promise<SignedEnd[]> {
  const ends: SignedEnd[] = []
  let block = ''
  let own = 0
  for await (const line of lines) {
    if (line.startsWith('-----BEGIN')) block = ''
    block += `${line}\n`
    if (!line.startsWith('-----END')) continue
    own++
    const [one] = headsIn(block)
    if (!one || !(await isSignedBy(one, key))) {
      findings.range('own-unsigned', own)
      continue
    }
    if (one.head.number <= (ends.at(-1)?.number ?? 0)) findings.range('own-backwards', own)
    const { number, hash, at } = one.head
    ends.push({ number, hash, at, own })
  }
  return ends
}

/** Splits at line feeds only, not at Unicode's other line ends. */
export async function* linesIn(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (rest !== '') yield rest
}

export function cellsOf({ number, at, table, change, record, fields, told, by }: LedgerEntry) {
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
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )
  const expected = cellsOf(entry)
  return (
    cells.length === expected.length &&
    // The CSV has an apostrophe before a cell that a spreadsheet would compute.
    expected.every((cell, index) => [cell, `'${cell}`].includes(cells[index] ?? ''))
  )
}
