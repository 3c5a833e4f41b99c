import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inGroups } from '../../shared/domain/in-groups.ts'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import type { LedgerSigner } from '../../shared/domain/ledger/ledger-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { journalTexts } from '../../shared/texts/ledger/journal-command.ts'
import { writeCsv, writeTexts } from '../write-files.ts'
import { linesIn, textsIn } from './read-ledger.ts'

export const ledgerFiles = {
  /** The lines as they are chained. */
  lines: 'journal.txt',
  csv: 'journal.csv',
  json: 'journal.json',
  heads: 'tetes.txt',
  key: 'cle-publique.pem',
} as const

/** Names the digest of each file of a folder, as `sha256sum -c` reads them. */
export const sumsFile = 'SHA256SUMS'

export interface LedgerSource {
  segments: Pick<NumberedTexts, 'has' | 'read'>
  heads: Pick<NumberedTexts, 'has' | 'read'>
  signer: Pick<LedgerSigner, 'publicKey'>
}

/** @param folder that is there and empty @returns how many entries it has */
export async function exportLedger(source: LedgerSource, folder: string): Promise<number> {
  const at = (name: keyof typeof ledgerFiles) => join(folder, ledgerFiles[name])
  const key = await source.signer.publicKey()
  await writeFile(at('key'), key.export({ format: 'pem', type: 'spki' }), { flag: 'wx' })
  // Before the lines: the ledger goes on meanwhile, and no head may be of an entry that they end before.
  await writeLines(at('heads'), textsIn(source.heads))
  await writeLines(at('lines'), linesIn(source.segments))
  const entries = await writeCsv(at('csv'), journalTexts.columns, cellsOf(at('lines')))
  await writeLines(at('json'), jsonOf(at('lines')))
  const sums = await Promise.all(
    Object.values(ledgerFiles).map(async (file) => `${await sumOf(join(folder, file))}  ${file}\n`),
  )
  await writeFile(join(folder, sumsFile), sums.join(''), { flag: 'wx' })
  return entries
}

const linesAtOnce = 500

function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  async function* texts() {
    for await (const some of inGroups(lines, linesAtOnce)) yield `${some.join('\n')}\n`
  }
  return writeTexts(path, texts())
}

export function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
}

async function* entriesOf(path: string): AsyncIterable<LedgerEntry> {
  for await (const line of linesOf(path)) {
    const read = readLine(line)
    if (read) yield read.entry
  }
}

async function* cellsOf(path: string): AsyncIterable<string[]> {
  for await (const entry of entriesOf(path)) {
    const { number, at, table, change, record, fields, told, by } = entry
    yield [
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
}

async function* jsonOf(path: string): AsyncIterable<string> {
  let before: string | undefined
  for await (const entry of entriesOf(path)) {
    yield before === undefined ? '[' : `${before},`
    before = JSON.stringify(entry)
  }
  yield before === undefined ? '[]' : `${before}\n]`
}

/** @returns its SHA-256, hexadecimal */
export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
