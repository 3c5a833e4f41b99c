import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..')
const directory = temporaryFolder(afterAll)

function run(file: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'election.ts'), 'check', '--election', file],
    { encoding: 'utf8', cwd: directory },
  )
  return { status, stdout: stdout.replaceAll('\u00a0', ' '), stderr }
}

function fileOf(name: string, content: string): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}

describe('npm run election -- check', () => {
  it('reads a usable election back, and asks to check what may be a slip', () => {
    fileOf('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>')
    const { status, stdout, stderr } = run(fileOf('good.json', JSON.stringify(validElectionFile)))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('vote : dimanche 29 novembre 2026 à 10 h, heure de Paris')
    expect(stdout).toContain("Le SMS, tel que l'électeur le reçoit (125 caractères sur 160)")
    expect(stdout).toContain('- Ouverture du vote : cette date tombe un dimanche.')
  })

  it('ends with 1 on mistakes, each with its place, and reads nothing back', () => {
    const { status, stdout, stderr } = run(fileOf('bad.json', '{"title": 1}'))
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/bad\.json:1:2 {2}title\n {2}Entrée invalide : .* Par exemple/)
  })

  it('ends with 2 and one plain sentence on a file that is not there', () => {
    const { status, stdout, stderr } = run('absent.json')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain("n'existe pas")
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
