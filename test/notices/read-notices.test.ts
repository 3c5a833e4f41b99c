import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readNotices } from '../../team/notices/read-notices.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type NoticeFields, noticesCsv } from './notices-csv.ts'

async function schoolsOf(text: string) {
  const path = join(temporaryFolder(), 'notices.csv')
  writeFileSync(path, text)
  const read = await readNotices(path)
  if ('refused' in read) throw new Error(read.refused)
  return read.schools
}

it.each(['\r\n', '\n'])('reads quotes, empty lines and rows that end with %j', async (end) => {
  const voters: NoticeFields[] = [
    { school: 'B "la;belle"', last_name: 'Deux\r\nlignes' },
    { school: 'Élémentaire', last_name: 'Ünïcode' },
    // The import escapes what a spreadsheet would compute.
    { school: 'B "la;belle"', last_name: "'-Un" },
  ]
  const text = noticesCsv(voters, end)
  const [first = '', ...others] = text.split(end)
  const schools = await schoolsOf([first, '', ...others].join(end).replace(/\s+$/, ''))
  expect(schools.map(({ school, rows }) => [school, rows.map(({ lastName }) => lastName)])).toEqual(
    [
      ['B "la;belle"', ['-Un', 'Deux lignes']],
      ['Élémentaire', ['Ünïcode']],
    ],
  )
})
