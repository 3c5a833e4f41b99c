import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Election } from '../../shared/domain/election/election.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import {
  formatNames,
  noSchoolText,
  noticeText,
  summaryColumns,
} from '../../shared/texts/roll/notice.ts'
import { openPdf } from '../../shared/tooling/pdf-document.ts'
import { CommandError } from '../command-error.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { csvText, fillFolder } from '../write-files.ts'
import { brailleNotice } from './braille-notice.ts'
import { htmlNotice } from './html-notice.ts'
import { decomposedText, fullName, type NoticeRow } from './notice-rows.ts'
import { drawNotice, planLargePrint, planPage } from './paper-notice.ts'
import { qrCodeOf } from './qr-code.ts'
import { readNotices, type SchoolRows } from './read-notices.ts'
import { drawSignatureSheet } from './signature-sheet.ts'
import { noticesCommandTexts as texts } from './texts.ts'
import { unprintableTexts } from './unprintable-texts.ts'

/** Limits memory use: pdfkit keeps the structure of a file until the file ends. */
const defaultNoticesPerFile = 1_000

export interface NoticesJob {
  path: string
  folder: string
  election: Election
  siteUrl: string
  compress?: boolean
  noticesPerFile?: number
  onProgress?: (doneCount: number, total: number) => void
}

interface Batch {
  school: string
  name: string
  part: { number: number; total: number }
  rows: NoticeRow[]
}

/** Prints all notices, or none. */
export async function printNotices(job: NoticesJob) {
  const { path, folder, election } = job
  const existingFiles = await ignoreMissing(() => readdir(folder), 'ENOENT')
  if (existingFiles?.length) throw new CommandError(texts.nonEmptyFolder(folder))
  const problems = unprintableTexts(election)
  if (problems.length > 0) throw new CommandError(texts.unprintableTexts(problems))
  const { schools, count, unprintedTexts } = await readNotices(path)
  const createdAt = (await stat(path)).mtime
  const fileCount = await fillFolder(folder, async (draft) => {
    const summary: string[][] = [Object.values(summaryColumns)]
    const printBatch = batchPrinter(job, draft, createdAt)
    let printedCount = 0
    job.onProgress?.(0, count)
    for (const batch of batchesOf(job, schools)) {
      summary.push(...(await printBatch(batch)))
      printedCount += batch.rows.length
      job.onProgress?.(printedCount, count)
    }
    await writeFile(join(draft, 'sommaire.csv'), csvText(summary), { mode: 0o600, flag: 'wx' })
    return summary.length - 1
  })
  return { noticeCount: count, fileCount, unprintedTexts }
}

function* batchesOf(
  { noticesPerFile = defaultNoticesPerFile }: NoticesJob,
  schools: readonly SchoolRows[],
): Generator<Batch> {
  const nameOf = fileNamer()
  for (const { school, rows } of schools) {
    const fileCount = Math.ceil(rows.length / noticesPerFile)
    const names = nameOf(school || noSchoolText, 'etablissement', fileCount)
    for (const [index, name] of names.entries()) {
      const fileRows = rows.slice(index * noticesPerFile, (index + 1) * noticesPerFile)
      yield { school, name, part: { number: index + 1, total: fileCount }, rows: fileRows }
    }
  }
}

function batchPrinter(
  { election, siteUrl, compress = true }: NoticesJob,
  folder: string,
  createdAt: Date,
) {
  const brand = election.site.brandColour
  const text = noticeText({ ...election, title: titleOf(election) }, siteUrl)
  const nameOf = fileNamer()
  const content = { text, brand, qrCode: qrCodeOf(siteUrl, text.site.qrAlternative) }
  const plans = { standard: planPage(content), grand: planLargePrint(content) }
  return async ({ school, name, part, rows }: Batch): Promise<string[][]> => {
    const label = school || noSchoolText
    const printedRows = rows.filter(({ format }) => format === 'standard' || format === 'grand')
    const file = `${name}.pdf`
    const title = `${text.election} – ${label}`
    const { pdf, root, close } = openPdf(join(folder, file), {
      title,
      author: text.organiser,
      createdAt,
      compress,
    })
    const sheet = { title: text.election, organiser: text.organiser, brand, school: label, part }
    drawSignatureSheet(pdf, root, sheet, rows)
    for (const [index, row] of printedRows.entries()) {
      if (index % 50 === 49) await setImmediate()
      drawNotice(pdf, root, plans[row.format === 'grand' ? 'grand' : 'standard'], row)
    }
    await close()
    const lines = [[label, file, String(printedRows.length), formatNames.pdf]]
    for (const row of rows) {
      if (row.format !== 'html' && row.format !== 'braille') continue
      const extension = row.format === 'html' ? 'html' : 'txt'
      const [file] = nameOf(`${name.slice(0, 28)} ${row.email || fullName(row)}`, 'notice')
      const content =
        row.format === 'html' ? htmlNotice(text, brand, row) : brailleNotice(text, row)
      await writeFile(join(folder, `${file}.${extension}`), content, { mode: 0o600, flag: 'wx' })
      lines.push([label, `${file}.${extension}`, '1', formatNames[row.format]])
    }
    return lines
  }
}

/** Most file systems limit names, and Windows limits whole paths. */
const maxNameLength = 60

const reservedNames = /^(con|prn|aux|nul|com\d|lpt\d)$/

function fileNamer(): (name: string, fallback: string, partCount?: number) => string[] {
  const usedNames = new Set<string>()
  return (name, fallback, partCount = 1) => {
    const baseName = simplify(name) || fallback
    const safeName = reservedNames.test(baseName) ? `${baseName}-0` : baseName
    let names = numberedNames(safeName, partCount)
    for (let next = 2; names.some((fileName) => usedNames.has(fileName)); next++) {
      names = numberedNames(`${safeName}-n${next}`, partCount)
    }
    for (const fileName of names) usedNames.add(fileName)
    return names
  }
}

const numberedNames = (name: string, partCount: number) =>
  partCount === 1 ? [name] : Array.from({ length: partCount }, (_, index) => `${name}-${index + 1}`)

function simplify(name: string): string {
  return decomposedText(name)
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxNameLength)
    .replace(/^-+|-+$/g, '')
}
