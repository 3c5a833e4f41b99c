import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const directory = mkdtempSync(join(tmpdir(), 'reassort-election-'))
const election = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))

afterAll(() => rmSync(directory, { recursive: true }))

describe('a mistake in election.json', () => {
  it('stops the deployment with the name of each field', () => {
    const file = join(directory, 'election.json')
    const wrong = { ...election, smsDelaySeconds: 901, territories: ['FR', 'XX'], colour: 'red' }
    writeFileSync(file, JSON.stringify(wrong))
    const { status, stderr } = runApp(file)
    expect(status).toBe(1)
    expect(stderr).toContain('smsDelaySeconds')
    expect(stderr).toContain('colour')
    expect(stderr).not.toContain('    at ')
  })

  it('is said plainly too when the file is no JSON, or a territory has no telephones', () => {
    const file = join(directory, 'election.json')
    writeFileSync(file, '{')
    expect(runApp(file).stderr).toContain('is not JSON')
    writeFileSync(file, JSON.stringify({ ...election, territories: ['XX'] }))
    expect(runApp(file).stderr).toContain('territories')
  })
})

function runApp(electionFile: string): { status: number; stderr: string } {
  try {
    execFileSync(process.execPath, [join(root, 'bin', 'reassort.ts')], {
      env: {
        CDK_OUTDIR: join(directory, 'cdk.out.wrong'),
        CDK_CONTEXT_JSON: JSON.stringify({ election: electionFile }),
      },
      stdio: 'pipe',
    })
    return { status: 0, stderr: '' }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer }
    return { status, stderr: stderr.toString() }
  }
}
