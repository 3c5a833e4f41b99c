import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { end, localRuns, portOfRun } from './spawned-run.ts'

const { scratch, spawnLocal, start } = localRuns()

const header = 'email;first_name;last_name;numen;birth_date;ballots'
const alice = 'alice@academie.example.org;Alice;Martin;01E1234567ABC;27/03/1975;csa-ministeriel'

const cases: [string, string | undefined, string][] = [
  ['that is not there', undefined, "il n'existe pas"],
  ['with mistakes', `${header}\n${alice.replace('01E', 'xx')}\n`, "Rien n'a été écrit."],
  ['whose notices are there already', `${header}\n${alice}\n`, 'is there already'],
]

test.each(cases)(
  'a roll %s ends npm start with a word and no stack',
  async (name, content, word) => {
    const directory = join(scratch, name.replaceAll(' ', '-'))
    mkdirSync(directory)
    const notices = join(directory, 'notices.csv')
    writeFileSync(notices, 'of another run')
    const roll = join(directory, 'roll.csv')
    if (content) writeFileSync(roll, content)
    const port = await portOfRun()
    const { said, exit } = spawnLocal({ PORT: String(port) }, '--data', directory, '--roll', roll)
    expect(await exit).toBe(1)
    expect(said.stderr).toContain(word)
    expect(said.stderr).not.toMatch(/^ +at /m)
    expect(readFileSync(notices, 'utf8')).toBe('of another run')
  },
)

test('a roll that was sealed since is no obstacle to the next npm start, which says what it left', async () => {
  const directory = join(scratch, 'sealed')
  mkdirSync(directory)
  const roll = join(directory, 'roll.csv')
  writeFileSync(roll, `${header}\n${alice}\n`)
  const first = await start({}, '--data', directory, '--roll', roll)
  expect(first.said.stdout).toContain('1 voters of your roll; 1 new notices were written.')
  const { database, outputs, close } = await openLocalRun(first.port)
  // The sweep does, within a minute.
  await dynamoRollSeal(database, outputs.RollOperationsTable).put(new Date())
  close()
  await end(first)
  const bob = 'bob@academie.example.org;Bob;Martin;01E1234568ABC;27/03/1975;csa-ministeriel'
  writeFileSync(roll, `${header}\n${alice}\n${bob}\n`)
  const second = await start({}, '--data', directory, '--roll', roll)
  expect(second.said.stdout).toContain('the roll is sealed')
  expect(second.said.stdout).toMatch(/^(unchanged 1, added 1|added 1, unchanged 1)$/m)
  await end(second)
}, 300_000)
