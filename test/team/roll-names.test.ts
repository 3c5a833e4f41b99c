import { expect, it } from 'vitest'
import { findDoubtfulNames } from '../../team/roll/name-doubts.ts'
import { check, lineOf, roll } from './roll-file-builder.ts'

const email = 'voter@academie.example.org'
const named = (firstName: string, lastName: string, line = 2) => ({
  line,
  entry: { firstName, lastName, email },
})
function doubtsOf(...lines: ReturnType<typeof named>[]) {
  const doubts: [number, string, string][] = []
  findDoubtfulNames(lines, ({ line }, column, { code }) => doubts.push([line, column, code]))
  return doubts
}

it.each([
  [
    'text-garbled',
    ['H?l?ne', 'H\ufffdl\ufffdne', 'HÃ©lÃ¨ne', 'LÅ“titia', 'H√©l√®ne', 'H&eacute;l&#232;ne'],
  ],
  ['text-garbled', ['H\\u00e9l\\u00e8ne', '¿lodie', 'Zo©']],
  ['name-sign', ['-Dupont', '=A2', '+33', '@SUM(A1)', '#N/A', '"Zoé', '.', '1er']],
  ['name-mixed', ['Dup\u043ent', '\u0391nne', 'Jean-Ol\u0433a', '李Li']],
])('the import doubts, as %s, the names %j', (code, names) => {
  for (const name of names) {
    expect([name, ...doubtsOf(named(name, 'Martin'))]).toEqual([name, [2, 'first_name', code]])
  }
})

it.each([
  "D'Angelo",
  '’t Hooft',
  'Ngô Thị Ánh',
  'Jean-Luc',
  'Anne  Marie',
  'J.-P.',
  'Šimić',
  'O’Neil (née Roux)',
  'María José',
  'ÂNGELA',
  'São',
  'İpek',
  'D’',
  'Ólafur, fils',
  '李',
  '山田のアカ',
  'Ольга',
  'Ольга Olga',
])('the import accepts the name %s', (name) => {
  expect(doubtsOf(named(name, 'Martin'))).toEqual([])
})

it('the import lists lines with names in another script, without doubting them', async () => {
  const names = ['Martin', '李', 'Ольга', 'Dup\u043ent']
  const lines = names.map((last_name, at) => lineOf(at, { last_name }))
  const { doubts, remarks } = await check(roll(...lines))
  expect(doubts.items.map(({ line }) => line)).toEqual([5])
  expect(remarks).toEqual([expect.stringMatching(/autre alphabet.* 3, 4\.$/)])
})

it.each([
  ['last', 'Zoé', 'MARTIN', 'ZOÉ', 'Martin'],
  ['first', 'ZOÉ', 'Martin', 'Zoé', 'MARTIN'],
])(
  'the import doubts names that look swapped by their capitals, if nine lines of ten write the %s column otherwise',
  (_, first, last, otherFirst, otherLast) => {
    const rolls = (usual: number) => [
      ...Array.from({ length: usual }, (_, at) => named(first, last, at + 2)),
      named(otherFirst, otherLast, 100),
      named('Zoé', 'Martin', 101),
      named('ZOÉ', 'MARTIN', 102),
      named('Z.', 'Li', 103),
    ]
    expect(doubtsOf(...rolls(10))).toEqual([[100, 'last_name', 'name-swapped']])
    expect(doubtsOf(...rolls(9))).toEqual([])
    expect(doubtsOf(...rolls(17), named(otherFirst, otherLast, 104))).toEqual([])
  },
)

it('a doubt reports column, line and letter, and never the name', async () => {
  const content = `email;Nom;prénom;numen;birth_date;ballots\n${lineOf(1, { first_name: 'Dup\u043ent' })}`
  const { doubts } = await check(content)
  expect(doubts.items).toMatchObject([
    { line: 2, column: 'Nom', email: 'voter.1@academie.example.org' },
  ])
  const [{ message = '' } = {}] = doubts.items
  expect(message).toContain('« \u043e » (U+043E)')
  expect(message).not.toContain('Dup')
})
