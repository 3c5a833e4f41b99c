import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { summaryColumns } from '../../shared/texts/roll/notice.ts'
import { unlessGone } from '../unless-gone.ts'

/** The one file that tells a folder of notices from any other. */
export const summaryFile = 'sommaire.csv'

export type FolderProblem = 'taken' | 'foreign'

/**
 * Whether a run may end in this folder: it is absent or empty, or it holds notices that are to be replaced.
 * Nothing else is ever removed.
 */
export async function folderProblem(
  folder: string,
  isReplacing: boolean,
): Promise<FolderProblem | undefined> {
  const files = await unlessGone(() => readdir(folder), 'ENOENT')
  if (!files?.length) return undefined
  if (!isReplacing) return 'taken'
  const summary = await readFile(join(folder, summaryFile), 'utf8').catch(() => '')
  return summary.includes(summaryHeading) ? undefined : 'foreign'
}

/** As `sommaire.csv` begins, after its BOM. */
export const summaryHeading = Object.values(summaryColumns).join(';')

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
