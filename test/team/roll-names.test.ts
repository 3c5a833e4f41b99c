import { expect, it } from 'vitest'
import { doubtOf } from '../../team/roll/name-doubts.ts'
import { check, lineOf } from './roll-file-builder.ts'

it.each([
  [
    'text-garbled',
    ['H?l?ne', 'H\ufffdl\ufffdne', 'HÃ©lÃ¨ne', 'LÅ“titia', 'H√©l√®ne', 'H&eacute;l&#232;ne'],
  ],
  ['text-garbled', ['H\\u00e9l\\u00e8ne', '¿lodie', 'Zo©']],
  ['name-sign', ['-Dupont', '=A2', '+33', '@SUM(A1)', '#N/A', '"Zoé', '.', '1er']],
  // A Cyrillic « о », a Greek « Α ».
  ['name-mixed', ['Dup\u043ent', '\u0391nne', 'Jean-Ol\u0433a', '李Li']],
])('the import doubts, as %s, the names %j', (code, names) => {
  for (const name of names) expect([name, doubtOf(name)?.code]).toEqual([name, code])
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
  expect(doubtOf(name)).toBeUndefined()
})

it('a doubt reports column, line and letter, and never the name', async () => {
  const content = `email;Nom;prénom;numen;birth_date;ballots\n${lineOf(1, { first_name: 'Dup\u043ent' })}`
  const { doubts } = await check(content)
  expect(doubts.kept).toMatchObject([
    { line: 2, column: 'Nom', email: 'voter.1@academie.example.org' },
  ])
  const [{ message = '' } = {}] = doubts.kept
  expect(message).toContain('« \u043e » (U+043E)')
  expect(message).not.toContain('Dup')
})
