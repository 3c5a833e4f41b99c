import { createHash, createPublicKey } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toBatches } from '../../shared/domain/batches.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { decodeBase64 } from '../../shared/domain/ledger/ledger-head.ts'
import { csvCells, type LedgerCopy, splitLines } from '../../shared/domain/ledger/verdict.ts'
import { unlessGone } from '../unless-gone.ts'
import { writeCsv, writeTexts } from '../write-files.ts'
import { entriesIn, type LedgerSource, storedLedger } from './read-ledger.ts'
import { journalTexts } from './texts.ts'
import { verifierPage } from './verifier-page.ts'

export const ledgerFiles = {
  lines: 'journal.txt',
  csv: 'journal.csv',
  heads: 'tetes.txt',
  key: 'cle-publique.pem',
  page: 'verifier.html',
  byHand: 'verifier-a-la-main.txt',
} as const

/** File with the digest of each other file, for `sha256sum -c`. */
export const sumsFile = 'SHA256SUMS'

export async function exportLedger(
  source: LedgerSource,
  folder: string,
): Promise<{ entries: number; findings: Findings }> {
  const at = (name: keyof typeof ledgerFiles) => join(folder, ledgerFiles[name])
  const { key, heads, lines, findings } = await storedLedger(source)
  await writeFile(at('key'), pemOf(key), { flag: 'wx' })
  // Heads come before the lines: the ledger grows, and no head may cover an entry after the last line.
  await writeLines(at('heads'), heads)
  await writeLines(at('lines'), lines)
  const cells = async function* () {
    const copy = { lines: linesOf(at('lines')), findings }
    for await (const entry of entriesIn(copy)) yield csvCells(entry)
  }
  const entries = await writeCsv(at('csv'), journalTexts.columns, cells())
  await writeFile(at('page'), verifierPage(), { flag: 'wx' })
  await copyFile(join(import.meta.dirname, 'verifier', ledgerFiles.byHand), at('byHand'))
  const sums = await Promise.all(
    Object.values(ledgerFiles).map(async (file) => `${await sumOf(join(folder, file))}  ${file}\n`),
  )
  await writeFile(join(folder, sumsFile), sums.join(''), { flag: 'wx' })
  return { entries, findings }
}

/** @returns undefined unless the folder is an export */
export async function exportedLedger(folder: string): Promise<LedgerCopy | undefined> {
  const linesAt = async (name: keyof typeof ledgerFiles) => {
    const path = join(folder, ledgerFiles[name])
    return unlessGone(() => access(path).then(() => linesOf(path)), 'ENOENT')
  }
  const pem = await unlessGone(() => readFile(join(folder, ledgerFiles.key), 'utf8'), 'ENOENT')
  const lines = await linesAt('lines')
  const heads = await linesAt('heads')
  if (!pem || !lines || !heads) return undefined
  const findings = new Findings()
  return { key: decodeBase64(pem), heads, lines, rows: await linesAt('csv'), findings }
}

function pemOf(key: Uint8Array): string {
  const imported = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
  return imported.export({ format: 'pem', type: 'spki' }).toString()
}

const linesAtOnce = 500

function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  async function* texts() {
    for await (const group of toBatches(lines, linesAtOnce)) yield `${group.join('\n')}\n`
  }
  return writeTexts(path, texts())
}

const linesOf = (path: string): AsyncIterable<string> => splitLines(createReadStream(path, 'utf8'))

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
