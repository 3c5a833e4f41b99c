import { open, rm } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { inGroups } from '../../shared/domain/in-groups.ts'

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
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600)
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
