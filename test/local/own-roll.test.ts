import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findFreePorts } from '../../local/loopback.ts'
import { sized } from '../size.ts'
import { localRuns } from './spawned-run.ts'

const { scratch, spawnLocal } = localRuns()

const header = 'email;first_name;last_name;numen;birth_date;ballots'
const alice = 'alice@academie.example.org;Alice;Martin;01E1234567ABC;27/03/1975;csa-ministeriel'

const cases: [string, string | undefined, string][] = [
  ['that is not there', undefined, "Ce fichier n'existe pas."],
  ['with mistakes', `${header}\n${alice.replace('01E', 'xx')}\n`, "Rien n'a été écrit."],
  ['whose notices are there already', `${header}\n${alice}\n`, 'is there already'],
]

test.each(sized(cases.slice(-1), cases))(
  'a roll %s ends npm start with a word and no stack',
  async (name, content, word) => {
    const directory = join(scratch, name.replaceAll(' ', '-'))
    mkdirSync(directory)
    const notices = join(directory, 'notices.csv')
    writeFileSync(notices, 'of another run')
    const roll = join(directory, 'roll.csv')
    if (content) writeFileSync(roll, content)
    const port = await findFreePorts(3)
    const { said, exit } = spawnLocal({ PORT: String(port) }, '--data', directory, '--roll', roll)
    expect(await exit).toBe(1)
    expect(said.stderr).toContain(word)
    expect(said.stderr).not.toMatch(/^ +at /m)
    expect(readFileSync(notices, 'utf8')).toBe('of another run')
  },
)
