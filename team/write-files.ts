import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { toBatches } from '../shared/domain/batches.ts'
import { ignoreMissing } from './ignore-missing.ts'

const recordsPerWrite = 1000

function csvLines(records: readonly (readonly string[])[]): string {
  return stringify([...records], {
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

/** Removes the apostrophe that `csvLines` puts before a formula. */
export const removeFormulaQuote = (cell: string) => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '')

export const csvText = (records: readonly (readonly string[])[]) => `\uFEFF${csvLines(records)}`

export async function writeTexts(
  path: string,
  texts: AsyncIterable<string> | Iterable<string | Uint8Array>,
  mode = 0o600,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  let isComplete = false
  try {
    for await (const text of texts) await file.appendFile(text)
    await file.sync()
    isComplete = true
  } finally {
    await file.close()
    if (!isComplete) await rm(path)
  }
}

export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.draft`)
  try {
    await writeTexts(draft, [content], mode)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

export async function writeCsv(
  path: string,
  columns: readonly string[],
  records: AsyncIterable<string[]>,
): Promise<number> {
  let count = 0
  async function* texts() {
    yield csvText([columns])
    for await (const group of toBatches(records, recordsPerWrite)) {
      count += group.length
      yield csvLines(group)
    }
  }
  await writeTexts(path, texts())
  return count
}

export async function fillFolder<Result>(
  folder: string,
  fill: (draft: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(folder)
  const draft = join(dirname(target), `.${basename(target)}.unfinished`)
  const oldFolder = join(dirname(target), `.${basename(target)}.replaced`)
  await rm(draft, { recursive: true, force: true })
  await rm(oldFolder, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  try {
    const result = await fill(draft)
    // `rename` replaces a folder only if it is empty.
    await ignoreMissing(() => rename(target, oldFolder), 'ENOENT')
    await rename(draft, target)
    await rm(oldFolder, { recursive: true, force: true })
    return result
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}
