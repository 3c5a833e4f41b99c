import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pathOf } from './roll-file-builder.ts'

const command = join(import.meta.dirname, '../../bin/roll.ts')

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'sample', ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('npm run roll -- sample', () => {
  it('writes a file for its owner only and says how many voters it has', () => {
    const path = pathOf('sample.csv')
    const { status, stdout } = run(path, '--lines', '20')
    expect([status, stdout]).toEqual([0, `20 électeurs dans ${path}.\n`])
    expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(22)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('takes an election’s file with a byte order mark, and names what is wrong in one', () => {
    const [election, never] = [pathOf('election.json'), pathOf('never.csv')]
    const text = readFileSync(join(import.meta.dirname, '../../election.json'), 'utf8')
    writeFileSync(election, `\uFEFF${text}`)
    expect(run(pathOf('marked.csv'), '--election', election).status).toBe(0)
    writeFileSync(election, text.replace('"timeZone": "', '"timeZone": "Nowhere/'))
    const { status, stderr } = run(never, '--election', election)
    expect([status, existsSync(never)]).toEqual([1, false])
    expect(stderr).toContain('timeZone')
  })

  it('replaces no file that is there', () => {
    const path = pathOf('real-roll.csv')
    writeFileSync(path, 'real')
    expect(run(path)).toEqual({
      status: 1,
      stdout: '',
      stderr: `${path} n'a pas pu être lu ou écrit (EEXIST) : il existe déjà.\n`,
    })
    expect(readFileSync(path, 'utf8')).toBe('real')
  })
})
