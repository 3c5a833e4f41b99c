import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { summaryColumns } from '../../shared/texts/roll/notice.ts'
import { unlessGone } from '../unless-gone.ts'

/** The one file that tells a folder of notices from any other. */
export const summaryFile = 'sommaire.csv'

export type FolderProblem = 'taken' | 'foreign'

/** Whether a run may end here: the folder is absent or empty, or holds notices to replace. Nothing else is removed. */
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
