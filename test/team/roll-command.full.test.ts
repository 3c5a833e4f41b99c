import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { variable } from '../../local/run.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { holdsNotice } from '../../shared/domain/roll/notice.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { agreeingTo } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { endRollLock } from '../journey/items.ts'
import { eventually, type LocalRun, runLocally } from '../journey/local-run.ts'
import { lineOf, roll as rollOf } from './roll-file-builder.ts'
import { noticesIn } from './rolls.ts'

const root = join(import.meta.dirname, '..', '..')
const directory = temporaryFolder(afterAll)
const at = (name: string) => join(directory, name)

let run: LocalRun
beforeAll(async () => {
  run = await runLocally({ beforeVote: true })
}, 120_000)
afterAll(() => run?.stop())

const portOf = ({ siteUrl }: Pick<LocalRun, 'siteUrl'>) => new URL(siteUrl).port

function command(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'bin', script), ...args], { cwd: directory })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  agreeingTo(child)
  const code = once(child, 'close').then(([code]) => code as number | null)
  return { child, said, code }
}

async function roll(...args: string[]) {
  const { said, code } = command('roll.ts', ...args, '--local', portOf(run))
  return { code: await code, ...said }
}

const voters = () => dynamoVoters(run.database, variable(run.app, 'VOTERS_TABLE'), { mode: 'vote' })
const find = (email: string) => voters().find(voterIdOf(run.keys, email))

describe('npm run roll', () => {
  const lines = 3000
  test(`import of ${lines} lines that is asked to stop, killed twice, and run to its end, gives each voter one notice that is good`, async () => {
    const entries = Array.from({ length: lines }, (_, number) => lineOf(number))
    writeFileSync(at('roll.csv'), rollOf(...entries))
    const emails = entries.map((line) => line.split(';')[0] as string)
    const importing = ['import', at('roll.csv'), '--notices', at('notices.csv')]
    const tried = await roll(...importing, '--dry-run')
    expect(tried.stdout).toMatch(/3.000 ajoutés/)
    const importUntil = async (quarter: number) => {
      const { child, said, code } = command('roll.ts', ...importing, '--local', portOf(run))
      const reached = emails[Math.floor((quarter * lines) / 4)] as string
      await eventually('it has come this far', () => find(reached), { everyMilliseconds: 5 })
      return { child, said, code }
    }
    const stopped = await importUntil(1)
    stopped.child.kill('SIGINT')
    expect(await stopped.code).toBe(1)
    expect(stopped.said.stderr).toContain('Interrompu. Relancez la même commande')
    for (const quarter of [2, 3]) {
      const { child, said, code } = await importUntil(quarter)
      child.kill('SIGKILL')
      expect(await code).toBeNull()
      expect(said.stderr).not.toContain('tient encore la liste')
      await endRollLock(run)
    }
    const last = await roll(...importing)
    expect(last).toMatchObject({ code: 0 })
    expect(last.stdout).toContain('Ce fichier ne peut pas être obtenu une seconde fois')
    const notices = noticesIn(at('notices.csv'))
    expect(notices.map(([email]) => email).sort()).toEqual(emails.toSorted())
    expect(statSync(at('notices.csv')).mode & 0o777).toBe(0o600)
    for (const [email] of notices.slice(0, 20)) {
      const voter = await find(email)
      expect(voter && holdsNotice(voter)).toBe(true)
    }
    const again = await roll('import', at('roll.csv'), '--notices', at('second.csv'))
    expect(again.stdout).toContain('Aucune notice nouvelle')
    expect(again.code).toBe(0)
    const over = await roll(...importing)
    expect([over.code, over.stderr]).toEqual([1, expect.stringContaining('existe déjà')])
  }, 600_000)
})
