import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { indexNotices } from '../../team/notices/index-notices.ts'
import { bySchool } from '../../team/notices/sort-notices.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { sized } from '../size.ts'
import { identifierNumber, type NoticeFields, noticesCsv } from './notices-csv.ts'

async function sorted(text: string) {
  const path = join(temporaryFolder(), 'notices.csv')
  writeFileSync(path, text)
  const indexed = await indexNotices(path)
  if (indexed.outcome !== 'indexed') throw new Error(indexed.outcome)
  return rowsOf(indexed.index)
}

function rowsOf(index: Parameters<typeof bySchool>[0]) {
  return Array.from(bySchool(index), ({ school, count, rows }) => ({
    school,
    count,
    rows: [...rows],
  }))
}

it('puts any number of voters of one school in order, each with their own identifier', async () => {
  // More than are sorted in memory at once, in full three times over.
  const count = sized(21_000, 50_000)
  const number = (at: number) => (at * 7_919) % count
  const voters = Array.from({ length: count }, (_, at) => ({
    last_name: `Nom ${number(at)}`,
    identifier: identifierNumber(number(at)),
  }))
  const [only] = await sorted(noticesCsv(voters))
  expect(only?.count).toBe(count)
  const read = only?.rows.map(({ lastName, identifier }) => `${lastName} ${identifier}`)
  expect(read).toEqual(
    Array.from(
      { length: count },
      (_, at) => `Nom ${at} ${identifierNumber(at).replaceAll(' ', '')}`,
    ),
  )
})

it.each(['\r\n', '\n'])(
  'reads rows again where they stand, quotes, empty lines and %j included',
  async (end) => {
    const voters: NoticeFields[] = [
      { school: 'B "la;belle"', last_name: 'Deux\r\nlignes' },
      { school: 'Élémentaire', last_name: 'Ünïcode' },
      { school: 'B "la;belle"', last_name: 'Un' },
    ]
    const text = noticesCsv(voters, end)
    const [first = '', ...others] = text.split(end)
    const schools = await sorted([first, '', ...others].join(end).replace(/\s+$/, ''))
    expect(
      schools.map(({ school, rows }) => [school, rows.map(({ lastName }) => lastName)]),
    ).toEqual([
      ['B "la;belle"', ['Deux lignes', 'Un']],
      ['Élémentaire', ['Ünïcode']],
    ])
  },
)

it('tells a file that changed since it was checked', async () => {
  const path = join(temporaryFolder(), 'notices.csv')
  writeFileSync(path, noticesCsv([{}, {}]))
  const indexed = await indexNotices(path)
  writeFileSync(path, noticesCsv([{}]))
  if (indexed.outcome !== 'indexed') throw new Error(indexed.outcome)
  expect(() => rowsOf(indexed.index)).toThrow('notices.csv changed while it was read')
})
