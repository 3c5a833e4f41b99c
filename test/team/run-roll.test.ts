import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rollFileTexts, rollTexts as texts } from '../../team/roll/texts.ts'
import { aRollEntry } from '../builders/voters.ts'
import { aRollCommand, lineOf } from './roll-commands.ts'
import { header } from './roll-file-builder.ts'

const { reached, roll, fileOf, fileWith, newPath, find, operations } = await aRollCommand()
const { said, saidAsError, notifications } = reached

test.each(['errors', 'notices'])(
  'an import refuses %s over the roll’s own file',
  async (option) => {
    const file = fileWith(aRollEntry())
    expect(await roll('import', file, { [option]: relative(process.cwd(), file) })).toBe(2)
    expect(saidAsError).toEqual([texts.sameFile(file)])
  },
)

const file = () => fileOf(header, lineOf(aRollEntry()).replace(';Martin', ';'))

test('a file with errors changes nothing; they are shown, and listed in a file', async () => {
  const errors = newPath()
  expect(await roll('import', file(), { errors, notices: newPath() })).toBe(1)
  expect(said).toEqual([])
  const [told = ''] = saidAsError
  expect(told).toMatch(/^ {2}ligne 2, last_name : La valeur manque\./)
  expect(told.endsWith(`\n${texts.errorFileHint(errors)}`)).toBe(true)
  expect(readFileSync(errors, 'utf8').trimEnd().split('\r\n')).toHaveLength(2)
  expect(await operations()).toEqual([])
})

test('doubtful names are imported once the team accepts them, and reported without the name', async () => {
  const entry = aRollEntry({ lastName: 'H?l?ne' })
  const options = { errors: newPath(), notices: newPath() }
  expect(await roll('import', fileWith(entry), options)).toBe(1)
  expect(await operations()).toEqual([])
  expect(readFileSync(options.errors, 'utf8')).toContain(`\r\n2;last_name;${entry.email};`)
  expect(await roll('import', fileWith(entry), { ...options, acceptNames: true })).toBe(0)
  expect(await find(entry.email)).toMatchObject({ lastName: 'H?l?ne' })
  const [refused = '', accepted = ''] = saidAsError
  expect(refused).toContain(`${texts.doubts(1, 1)}\n${texts.acceptNamesHint}`)
  expect(accepted).toMatch(/^ {2}ligne 2, last_name : Les accents/)
  expect(refused + accepted).not.toContain('H?l?ne')
})

describe('an import', () => {
  test('adds the voters, writes their notices, and reports who is missing from the file', async () => {
    const listeners = process.listenerCount('SIGINT')
    const [known, other] = [await reached.aVoter(), await reached.aVoter()]
    const added = aRollEntry()
    const notices = newPath()
    expect(await roll('import', fileWith(known.entry, added), { notices })).toBe(0)
    expect(await find(added.email)).toBeDefined()
    const { email, firstName, lastName } = added
    const [, line = '', ...others] = readFileSync(notices, 'utf8').split('\r\n')
    expect(line).toMatch(`${email};${firstName};${lastName};;;B5`)
    expect(line).toMatch(/;B5\w{2} \w{4} \w{4}$/)
    expect(others).toEqual([''])
    const [first, ...lines] = said.join('\n').split('\n')
    expect(first).toBe(texts.lines(2))
    expect(lines.slice(0, 2).sort()).toEqual([
      texts.outcome('added', 1),
      texts.outcome('unchanged', 1),
    ])
    expect(lines.slice(2)).toEqual([
      ...[texts.missingVoters(1), `  ${other.email}`],
      texts.noticesWritten(1, notices),
    ])
    const [operation] = await operations()
    expect(operation?.counts).toEqual({ added: 1, unchanged: 1 })
    expect(process.listenerCount('SIGINT')).toBe(listeners)
    expect(operation).toMatchObject({ noticesFile: notices, noticeCount: 1 })
  })

  test('writes no notices if nobody is new, ignores unknown columns, and says both', async () => {
    const { entry } = await reached.aVoter()
    const notices = newPath()
    const file = fileOf(`${header};remarks`, `${lineOf(entry)};x`)
    expect(await roll('import', file, { notices })).toBe(0)
    expect(saidAsError).toEqual([rollFileTexts.ignoredColumn('remarks')])
    expect(said.join().split('\n').at(-1)).toBe(texts.noNotices)
    expect(existsSync(notices)).toBe(false)
    expect(reached.asked).not.toContain('RollTeam notices-request')
    expect(await operations()).toMatchObject([{ kind: 'import', counts: { unchanged: 1 } }])
  })

  test('in a dry run says what it would do, and changes nothing', async () => {
    const entry = aRollEntry()
    const notices = newPath()
    expect(await roll('import', fileWith(entry), { dryRun: true, notices })).toBe(0)
    expect(said).toEqual([[texts.lines(1), texts.outcome('added', 1), texts.dryRun].join('\n')])
    expect(await find(entry.email)).toBeUndefined()
    expect(await operations()).toEqual([])
    expect(existsSync(notices)).toBe(false)
    expect(reached.asked).not.toContain('RollTeam permission')
  })

  test('ends with 1 if a line was skipped, and says which and why', async () => {
    const entry = aRollEntry()
    await roll('import', fileWith(entry), { notices: newPath() })
    said.length = 0
    const again = aRollEntry({ numen: entry.numen })
    expect(await roll('import', fileWith(aRollEntry(), again), { notices: newPath() })).toBe(1)
    const lines = said.join('\n').split('\n')
    expect(lines).toContain(texts.outcome('person-taken', 1))
    expect(lines).toContain(texts.line(3, again.email, 'person-taken'))
  })
})

test('returned notices are counted by school, the largest number first', async () => {
  const school = { few: 'École Ampère', many: 'Lycée Zola' }
  const voters = await Promise.all([1, 2, 3].map(() => reached.aVoter()))
  const schools = [school.few, school.many, school.many]
  const rows = voters.map(({ email }, index) => `${email};${schools[index]}`)
  expect(await roll('returned', fileOf('email;school', ...rows))).toBe(0)
  expect(said).toEqual([
    [
      texts.lines(3),
      texts.outcome('returned', 3),
      texts.schools,
      texts.school(school.many, 2),
      texts.school(school.few, 1),
    ].join('\n'),
  ])
  expect(notifications.map((one) => one.news)).toEqual(Array(3).fill('notice-returned'))
  const again = [await reached.aVoter(), await reached.aVoter({ school: school.many })]
  said.length = 0
  expect(await roll('returned', fileOf('email', ...again.map(({ email }) => email)))).toBe(0)
  // Others of the roll are named after an import only.
  const lines = said.join('\n').split('\n')
  expect(lines.slice(0, 3)).toEqual([texts.lines(2), texts.outcome('returned', 2), texts.schools])
  expect(lines.slice(3).sort()).toEqual([texts.school(school.many, 1), texts.school('', 1)].sort())
})

test('all skipped lines are counted, and the first thousand named', async () => {
  const lines = Array.from({ length: 1001 }, (_, index) => `personne.${index}@academie.example`)
  expect(await roll('returned', fileOf('email', ...lines))).toBe(1)
  const told = said.join('\n').split('\n')
  expect(told).toContain(texts.outcome('absent', 1001))
  expect(told.filter((line) => line.includes('@'))).toHaveLength(1000)
  expect(await operations()).toMatchObject([{ kind: 'returned', counts: { absent: 1001 } }])
})
