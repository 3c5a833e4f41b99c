import { open, rm } from 'node:fs/promises'
import { inGroups } from '../../shared/domain/in-groups.ts'
import { csvLine } from './csv-line.ts'

const recordsAtOnce = 1000

/**
 * Writes a new file for its owner's eyes; once done, it survives a power cut.
 * A part of it would pass for all of it: none is left of one that was cut short.
 * @returns how many records it has, besides the names of its columns
 * @throws Error when there is a file already, or a link
 */
export async function writeCsv(
  path: string,
  columns: string[],
  records: AsyncIterable<string[]>,
): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let isWhole = false
  try {
    let count = 0
    await file.appendFile(`\uFEFF${csvLine(columns)}`)
    for await (const some of inGroups(records, recordsAtOnce)) {
      count += some.length
      await file.appendFile(some.map(csvLine).join(''))
    }
    await file.sync()
    isWhole = true
    return count
  } finally {
    await file.close()
    if (!isWhole) await rm(path)
  }
}
