import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unprintableText } from '../../team/notices/printed-fields.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { identifierNumber, type NoticeFields, noticesCsv } from './notices-csv.ts'
import { type RunOptions, run } from './notices-run.ts'

const good = identifierNumber(99)
/** One symbol is another one: the check symbol tells. */
const damaged = `${good.slice(0, -2)}${good.at(-2) === 'A' ? 'B' : 'A'}${good.slice(-1)}`

async function refused(voters: readonly NoticeFields[] | string, options: RunOptions = {}) {
  const { outcome, folder, place } = await run(voters, options)
  expect(existsSync(folder)).toBe(false)
  expect(readdirSync(place)).toEqual(['notices.csv'])
  return outcome
}

describe('a file is refused by the number of its line, with nothing written, when', () => {
  it.each<[string, NoticeFields, string]>([
    ['an identifier is damaged', { identifier: damaged }, 'identifier'],
    ['an identifier is missing', { identifier: '' }, 'identifier'],
    ['a voter has no name', { first_name: '', last_name: ' ' }, 'name'],
    ['a format is unknown', { format: 'large' }, 'format'],
    ['letters were damaged', { last_name: 'Ren\ufffd' }, 'encoding'],
  ])('%s', async (_, voter, problem) => {
    expect(await refused([{}, {}, voter, {}])).toEqual({
      outcome: 'refused',
      problems: [{ line: 4, problem }],
      total: 1,
    })
  })

  it.each([
    ['of a school', { school: 'Lycée 🏫' }, '🏫'],
    [
      'beside thousands that it has',
      { first_name: 'Ñandú Łucja Ὀδυσσεύς', last_name: 'Жук 𝒜' },
      '𝒜',
    ],
  ])('the font lacks a character %s', async (_, voter, notInFont) => {
    const outcome = await refused([{}, voter])
    expect(outcome).toMatchObject({ problems: [{ line: 3, problem: { notInFont } }] })
  })

  it('two voters have the same identifier', async () => {
    expect(await refused([{}, { identifier: good }, {}, { identifier: good }])).toEqual({
      outcome: 'refused',
      problems: [{ line: 5, problem: { repeatedOfLine: 3 } }],
      total: 1,
    })
  })

  it.each([
    ['a row lacks a column', 'x@example.org;A;B;;\r\n'],
    ['a quote is not closed', 'x@example.org;A;"B;;;B500\r\n'],
  ])('%s', async (_, row) => {
    const outcome = await refused(`${noticesCsv([{}, {}])}${row}`)
    expect(outcome).toMatchObject({ outcome: 'refused', problems: [{ problem: 'columns' }] })
    expect(JSON.stringify(outcome)).not.toContain('B500')
  })

  it('hundreds are wrong, of which the first ten are told', async () => {
    const outcome = await refused(Array.from({ length: 300 }, () => ({ identifier: damaged })))
    expect(outcome).toMatchObject({ outcome: 'refused', total: 300 })
    if (outcome.outcome !== 'refused') return
    expect(outcome.problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })
})

it('tells which columns a file lacks, and ignores those it does not know', async () => {
  const text = noticesCsv([{}])
  expect(await refused(text.replace('school;format', 'ecole;forme'))).toEqual({
    outcome: 'missing-columns',
    columns: ['school', 'format'],
  })
  expect(await refused('')).toMatchObject({ outcome: 'missing-columns' })
  const more = text.split('\r\n').map((line, at) => (line ? `${line};${at ? 'x' : 'other'}` : ''))
  expect((await run(more.join('\r\n'))).outcome).toMatchObject({ outcome: 'printed', notices: 1 })
})

it.each([
  ['title', { title: 'Élections 🗳 2026' }, '🗳'],
  ['organiser', { organiser: '学区', smsSignature: 'Le Ministère' }, '学'],
  ['helpdesk.phone', { helpdesk: { ...validElectionFile.helpdesk, phone: '📞 3639' } }, '📞'],
  ['helpdesk.hours', { helpdesk: { ...validElectionFile.helpdesk, hours: '🕗 à 18 h' } }, '🕗'],
  [
    'ballots[1].title',
    {
      ballots: [
        { id: 'a', title: 'CSA → national' },
        { id: 'b', title: 'CSA 🏫' },
      ],
    },
    '🏫',
  ],
])(
  'prints nothing of an election whose %s the font cannot print',
  async (field, file, character) => {
    expect(await refused([{}], { file })).toEqual({
      outcome: 'unprintable-election',
      texts: [{ field, character }],
    })
  },
)

it('names such a text in French, and an invisible character by its number', () => {
  expect(unprintableText('ballots[1].title', '🏫')).toBe(
    "Titre (ballots[1].title) contient « 🏫 » (U+1F3EB), qui ne s'imprime pas dans la police des notices",
  )
  expect(unprintableText('helpdesk.phone', '\ufe0f')).toContain('contient U+FE0F, qui')
})

it('prints nothing of a file without voters', async () => {
  expect(await refused([])).toEqual({ outcome: 'empty' })
})
