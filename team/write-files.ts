import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { inGroups } from '../shared/domain/in-groups.ts'
import { unlessGone } from './unless-gone.ts'

const recordsAtOnce = 1000

/** Records as spreadsheets read them: `;` between columns, CRLF at their ends, formulas made text. */
function csvLines(records: readonly (readonly string[])[]): string {
  return stringify([...records], {
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

/** A whole file, which says that it is UTF-8. */
export const csvText = (records: readonly (readonly string[])[]) => `\uFEFF${csvLines(records)}`

/**
 * Writes a new file for its owner's eyes; once done, it survives a power cut.
 * A part of it would pass for all of it: none is left of one that was cut short.
 * @throws Error when there is a file already, or a link
 */
export async function writeTexts(
  path: string,
  texts: AsyncIterable<string> | Iterable<string | Uint8Array>,
  mode = 0o600,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  let isWhole = false
  try {
    for await (const text of texts) await file.appendFile(text)
    await file.sync()
    isWhole = true
  } finally {
    await file.close()
    if (!isWhole) await rm(path)
  }
}

/** As `writeTexts`, in place of what is there: it stands there as a whole or not at all. */
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

/** As `writeTexts`. @returns how many records it has, besides the names of its columns */
export async function writeCsv(
  path: string,
  columns: readonly string[],
  records: AsyncIterable<string[]>,
): Promise<number> {
  let count = 0
  async function* texts() {
    yield csvText([columns])
    for await (const some of inGroups(records, recordsAtOnce)) {
      count += some.length
      yield csvLines(some)
    }
  }
  await writeTexts(path, texts())
  return count
}

/**
 * Fills a folder under another name, and gives it its own once it is whole: a run that is killed leaves none
 * that looks finished, and the next one removes what it left.
 */
export async function fillFolder<T>(
  folder: string,
  fill: (unfinished: string) => Promise<T>,
): Promise<T> {
  const whole = resolve(folder)
  const unfinished = join(dirname(whole), `.${basename(whole)}.unfinished`)
  const replaced = join(dirname(whole), `.${basename(whole)}.replaced`)
  await rm(unfinished, { recursive: true, force: true })
  await rm(replaced, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  try {
    const filled = await fill(unfinished)
    // A folder takes the name of an empty one at most.
    await unlessGone(() => rename(whole, replaced), 'ENOENT')
    await rename(unfinished, whole)
    await rm(replaced, { recursive: true, force: true })
    return filled
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}
