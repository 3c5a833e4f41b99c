import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { deployTexts as texts } from '../../shared/texts/ledger/deploy-command.ts'
import { rehearsalCommandTexts } from '../../shared/texts/roll/rehearsal-command.ts'
import { type Reach, runDeploy } from '../../team/deploy/run-deploy.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const reason = 'Les pages ne s’ouvrent plus'

/** An election that was sealed, and deployed by whoever is named. */
function deployedBy(recorded: Intervention[], standing?: ElectionMode) {
  const deployed: string[] = []
  const play = async (by: string, { output = 'v1', why = reason, mode = 'vote' } = {}) => {
    const directory = temporaryFolder()
    const cdk = {
      async synth(path: string) {
        const Outputs = { InterventionsTable: { Value: output }, Mode: { Value: mode } }
        writeFileSync(join(path, 'Reassort.template.json'), JSON.stringify({ Outputs }))
        writeFileSync(join(path, 'Reassort-Data.template.json'), '{}')
        writeFileSync(join(path, 'tree.json'), path)
        return 0
      },
      async deploy(path: string) {
        expect(path).toBe(directory)
        deployed.push(output)
        return 0
      },
    }
    const interventions = {
      all: async () => recorded.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
      async record(one: Intervention) {
        recorded.push(one)
        return true
      },
    }
    const reach: Reach = async (stack) => {
      expect(stack).toBe('Reassort')
      return { interventions, rollMode: async () => standing, by: async () => by }
    }
    return await runDeploy({ directory, reason: why }, cdk, reach)
  }
  return { play, deployed }
}

const seal = (): Intervention => ({
  ...{ interventionId: 'seal', kind: 'seal', by: 'Deployer/alice', digests: { roll: '1' } },
  at: new Date(Date.now() - 7200_000),
})

let said: string[]
beforeEach(() => {
  said = []
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  return () => vi.restoreAllMocks()
})

describe('npm run deploy', () => {
  it('deploys at once what is not sealed, asks nobody and records nothing', async () => {
    const recorded: Intervention[] = []
    const { play, deployed } = deployedBy(recorded)
    expect(await play('Deployer/alice', { why: '' })).toBe(0)
    expect(deployed).toEqual(['v1'])
    expect(recorded).toEqual([])
  })

  it.each([
    ['the vote over a rehearsal that was not wiped', 'vote', 'rehearsal'],
    ['a rehearsal over the roll of the vote', 'rehearsal', 'vote'],
  ] as const)('refuses %s, whoever asks', async (_, mode, standing) => {
    const { play, deployed } = deployedBy([], standing)
    expect(await play('Deployer/alice', { mode })).toBe(1)
    expect(said).toEqual([rehearsalCommandTexts.otherRoll[standing]])
    expect(await play('Deployer/alice', { mode: standing })).toBe(0)
    expect(deployed).toEqual(['v1'])
  })

  it('of a sealed election waits for a second person who asks for the same', async () => {
    const recorded = [seal()]
    const { play, deployed } = deployedBy(recorded)
    expect(await play('Deployer/alice', { why: '' })).toBe(1)
    expect(await play('Deployer/alice', { why: '12 34 56' })).toBe(1)
    expect(recorded).toHaveLength(1)
    expect(await play('Deployer/alice')).toBe(3)
    expect(await play('Deployer/alice')).toBe(3)
    expect(await play('Deployer/bob', { output: 'v2' })).toBe(3)
    expect(said.at(-1)).toBe(texts.othersAsked(['Deployer/alice']))
    expect(deployed).toEqual([])
    expect(await play('Deployer/bob')).toBe(0)
    expect(deployed).toEqual(['v1'])
    expect(said).toContain(texts.agreed('Deployer/alice', reason))
    const asked = recorded.slice(1).map(({ by, reason: why, digests }) => [by, why, digests])
    const [[, , ofAlice] = [], , [, , ofBob] = []] = asked
    expect(asked.map(([by]) => by)).toEqual(['Deployer/alice', 'Deployer/bob', 'Deployer/bob'])
    expect(ofBob).toEqual(ofAlice)
  })

  it('deploys nothing when it cannot know of a seal, or cdk makes nothing', async () => {
    const deploy = vi.fn()
    const directory = temporaryFolder()
    const synth = async () => {
      const outputs = { Outputs: { InterventionsTable: {} } }
      writeFileSync(join(directory, 'Reassort.template.json'), JSON.stringify(outputs))
      return 0
    }
    const denied = Object.assign(new Error('arn:aws:iam::1:user/alice'), { name: 'AccessDenied' })
    const refuse = () => Promise.reject(denied)
    expect(await runDeploy({ directory, reason }, { synth, deploy }, refuse)).toBe(1)
    expect(said).toEqual([texts.unknownSeal('AccessDenied')])
    const failing = { synth: async () => 1, deploy }
    expect(await runDeploy({ directory, reason }, failing, vi.fn())).toBe(1)
    expect(deploy).not.toHaveBeenCalled()
  })

  it('takes no option that has cdk deploy something else than was looked at', async () => {
    const deploy = teamCommand('deploy.ts')
    for (const option of ['--profile=other', '-o']) {
      const { code, said: answer } = await deploy(option, 'x')
      expect(answer).toBe(texts.ownOption(option))
      expect(code).toBe(2)
    }
  })
})
