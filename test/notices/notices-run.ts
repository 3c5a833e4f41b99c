import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { type NoticesJob, printNotices } from '../../team/notices/print-notices.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type NoticeFields, noticesCsv } from './notices-csv.ts'
import { readPdf } from './read-pdf.ts'

export const siteUrl = 'https://vote.example.org'

export interface RunOptions extends Partial<NoticesJob> {
  file?: Partial<typeof validElectionFile>
  place?: string
}

export async function run(voters: readonly NoticeFields[] | string, options: RunOptions = {}) {
  const { file, place = temporaryFolder(), ...job } = options
  const path = join(place, 'notices.csv')
  const folder = join(place, 'out')
  writeFileSync(path, typeof voters === 'string' ? voters : noticesCsv(voters))
  const outcome = await printNotices({
    path,
    folder,
    election: parseElection({ ...validElectionFile, ...file }),
    siteUrl,
    compress: false,
    ...job,
  })
  const names = () => readdirSync(folder).toSorted()
  return {
    outcome,
    place,
    path,
    folder,
    names,
    pdf: (name: string) => readPdf(join(folder, name)),
    text: (name: string) => readFileSync(join(folder, name), 'utf8'),
    allTexts: () =>
      names()
        .filter((name) => name.endsWith('.pdf'))
        .flatMap((name) => readPdf(join(folder, name)).pages)
        .map(({ texts }) => texts.join('\n')),
  }
}
