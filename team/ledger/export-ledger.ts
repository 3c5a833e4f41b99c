import { createHash, createPublicKey } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toBatches } from '../../shared/domain/batches.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { decodeBase64 } from '../../shared/domain/ledger/ledger-head.ts'
import { csvCells, type LedgerCopy, splitLines } from '../../shared/domain/ledger/verdict.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { writeCsv, writeTexts } from '../write-files.ts'
import { type LedgerSource, openLedger, readEntries } from './read-ledger.ts'
import { ledgerTexts } from './texts.ts'
import { verifierPage } from './verifier-page.ts'

export const ledgerFiles = {
  lines: 'journal.txt',
  csv: 'journal.csv',
  heads: 'tetes.txt',
  key: 'cle-publique.pem',
  page: 'verifier.html',
  manual: 'verifier-a-la-main.txt',
} as const

export const checksumsFile = 'SHA256SUMS'

export async function exportLedger(
  source: LedgerSource,
  folder: string,
): Promise<{ entryCount: number; findings: Findings }> {
  const pathOf = (name: keyof typeof ledgerFiles) => join(folder, ledgerFiles[name])
  const { key, heads, lines, findings } = await openLedger(source)
  await writeFile(pathOf('key'), pemOf(key), { flag: 'wx' })
  // Heads are copied before lines: the ledger grows, and no head may cover an entry after the last line.
  await writeLines(pathOf('heads'), heads)
  await writeLines(pathOf('lines'), lines)
  const readRows = async function* () {
    const copy = { lines: linesOf(pathOf('lines')), findings }
    for await (const entry of readEntries(copy)) yield csvCells(entry)
  }
  const entryCount = await writeCsv(pathOf('csv'), ledgerTexts.columns, readRows())
  await writeFile(pathOf('page'), verifierPage(), { flag: 'wx' })
  await copyFile(join(import.meta.dirname, 'verifier', ledgerFiles.manual), pathOf('manual'))
  const checksums = await Promise.all(
    Object.values(ledgerFiles).map(
      async (file) => `${await hashFile(join(folder, file))}  ${file}\n`,
    ),
  )
  await writeFile(join(folder, checksumsFile), checksums.join(''), { flag: 'wx' })
  return { entryCount, findings }
}

export async function openExport(folder: string): Promise<LedgerCopy | undefined> {
  const openLines = async (name: keyof typeof ledgerFiles) => {
    const path = join(folder, ledgerFiles[name])
    return ignoreMissing(() => access(path).then(() => linesOf(path)), 'ENOENT')
  }
  const pem = await ignoreMissing(() => readFile(join(folder, ledgerFiles.key), 'utf8'), 'ENOENT')
  const lines = await openLines('lines')
  const heads = await openLines('heads')
  if (!pem || !lines || !heads) return undefined
  const findings = new Findings()
  return { key: decodeBase64(pem), heads, lines, rows: await openLines('csv'), findings }
}

function pemOf(key: Uint8Array): string {
  const publicKey = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
  return publicKey.export({ format: 'pem', type: 'spki' }).toString()
}

const linesPerWrite = 500

function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  async function* texts() {
    for await (const group of toBatches(lines, linesPerWrite)) yield `${group.join('\n')}\n`
  }
  return writeTexts(path, texts())
}

const linesOf = (path: string): AsyncIterable<string> => splitLines(createReadStream(path, 'utf8'))

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
