import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CommandError } from '../../team/command-error.ts'
import { noticesCommandTexts as texts } from '../../team/notices/texts.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { identifierNumber, type NoticeFields, noticesCsv } from './notices-csv.ts'
import { type RunOptions, run } from './notices-run.ts'

const good = identifierNumber(99)
const damaged = `${good.slice(0, -2)}${good.at(-2) === 'A' ? 'B' : 'A'}${good.slice(-1)}`

async function refused(voters: readonly NoticeFields[] | string, options: RunOptions = {}) {
  const place = temporaryFolder()
  const refusal = await run(voters, { place, ...options }).catch((error: Error) => error)
  expect(readdirSync(place)).toEqual(['notices.csv'])
  if (!(refusal instanceof CommandError)) throw new Error('It was printed')
  return refusal.message
}

describe('a file is refused by the number of its line, with nothing written, when', () => {
  it.each<[string, NoticeFields]>([
    ['an identifier is damaged', { identifier: damaged }],
    ['an identifier is missing', { identifier: '' }],
    ['a voter has no name', { first_name: '', last_name: ' ' }],
    ['a format is unknown', { format: 'large' }],
  ])('%s', async (_, voter) => {
    expect(await refused([{}, {}, voter, {}])).toBe(
      texts.invalidFile([texts.lineProblem(4, texts.damagedLine)], 1),
    )
  })

  it('two voters have the same identifier', async () => {
    expect(await refused([{}, { identifier: good }, {}, { identifier: good }])).toBe(
      texts.invalidFile([texts.lineProblem(5, texts.repeatedIdentifier(3))], 1),
    )
  })

  it.each([
    ['a row lacks a column', 'x@example.org;A;B;;\r\n'],
    ['a quote is not closed', 'x@example.org;A;"B;;;B500\r\n'],
  ])('%s', async (_, row) => {
    const told = await refused(`${noticesCsv([{}, {}])}${row}`)
    expect(told).toContain(texts.damagedLine)
    expect(told).not.toContain('B500')
  })

  it('hundreds are wrong, and reports the first ten', async () => {
    const told = await refused(Array.from({ length: 300 }, () => ({ identifier: damaged })))
    const lines = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    expect(told).toBe(
      texts.invalidFile(
        lines.map((line) => texts.lineProblem(line, texts.damagedLine)),
        300,
      ),
    )
  })
})

it('a file is refused by its missing columns; unknown ones are ignored', async () => {
  const text = noticesCsv([{}])
  const lacking = await refused(text.replace('school;format', 'ecole;forme'))
  expect(lacking).toBe(texts.missingColumns(['school', 'format']))
  expect(await refused('')).toContain('il manque la colonne first_name')
  const more = text.split('\r\n').map((line, at) => (line ? `${line};${at ? 'x' : 'other'}` : ''))
  expect((await run(more.join('\r\n'))).outcome).toHaveProperty('noticeCount', 1)
})

it.each([
  ['Titre (title)', { title: 'Élections 🗳 2026' }, '« 🗳 » (U+1F5F3)'],
  ['Organisateur (organiser)', { organiser: '학구', smsSignature: 'Le Ministère' }, '« 학 »'],
  [
    'helpdesk.phone',
    { helpdesk: { ...validElectionFile.helpdesk, phone: '\u{e0100} 3639' } },
    'U+E0100,',
  ],
  [
    'Titre (ballots[1].title)',
    {
      ballots: [
        { id: 'a', title: 'CSA → national' },
        { id: 'b', title: 'CSA 🏫' },
      ],
    },
    '« 🏫 »',
  ],
])(
  'an election whose %s the font cannot print is refused, by the character or its number',
  async (field, file, character) => {
    const told = await refused([{}], { file })
    const named = told.split('\n').filter((line) => line.includes('contient'))
    expect(named).toEqual([expect.stringContaining(field)])
    expect(named[0]).toContain(`contient ${character}`)
  },
)

it('a file without voters is refused', async () => {
  expect(await refused([])).toBe(texts.noVoter)
})
