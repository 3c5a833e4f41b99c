import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type StackStatus,
} from '@aws-sdk/client-cloudformation'
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { zipSync } from 'fflate'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { digestOf, sha256 } from '../../shared/domain/ledger/seal.ts'
import { deployTexts as texts } from '../../shared/texts/ledger/deploy-command.ts'
import { rehearsalCommandTexts } from '../../shared/texts/roll/rehearsal-command.ts'
import { teamFunctionTexts } from '../../shared/texts/roll/team-function.ts'
import { type ByFunction, type Reach, runDeploy } from '../../team/deploy/run-deploy.ts'
import { codeOf, serviceOf, synthesised } from '../builders/assembly.ts'
import { teamCommand } from '../builders/team-command.ts'
import { alice, aTeamFunction, bob } from '../builders/team-function.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const reason = 'Les pages ne s’ouvrent plus'
const s3 = mockedClients(S3Client)
const cloudFormation = mockedClients(CloudFormationClient)
/** What stands where `cdk bootstrap` has files put, by region and key. */
let stored: Map<string, Uint8Array>
let team: ReturnType<typeof aTeamFunction>
let said: string[]

beforeEach(() => {
  said = []
  stored = new Map()
  team = aTeamFunction()
  s3.on(GetObjectCommand).callsFake(async ({ Bucket, Key }) => {
    const bytes = stored.get(`${Bucket}/${Key}`)
    if (!bytes) throw new NoSuchKey({ message: '', $metadata: {} })
    return { Body: { transformToByteArray: async () => bytes } }
  })
  s3.on(PutObjectCommand).callsFake(async ({ Bucket, Key, Body, IfNoneMatch }) => {
    expect([IfNoneMatch, stored.has(`${Bucket}/${Key}`)]).toEqual(['*', false])
    stored.set(`${Bucket}/${Key}`, Body)
  })
  standing('UPDATE_COMPLETE')
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  return () => vi.restoreAllMocks()
})

function standing(status: StackStatus) {
  const Stacks = [{ StackName: '', CreationTime: new Date(), StackStatus: status }]
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks })
}

const cdkDeploy = vi.fn(async () => 0)

async function play(
  who: typeof alice | typeof bob | undefined,
  { output = 'v1', why = reason, mode = 'vote', ofCdk = [] as string[] } = {},
  deployed: Partial<Awaited<ReturnType<Reach>>> = {},
) {
  const directory = temporaryFolder()
  const cdk = {
    async synth(path: string) {
      synthesised(path, serviceOf(output, mode))
      return 0
    },
    deploy: cdkDeploy,
  }
  const byFunction: ByFunction | undefined = who && {
    ask: async (request) =>
      JSON.parse(JSON.stringify(await team.ask(request, { ...who, role: 'deployer' }))),
    ...{ account: '1', region: 'eu-west-3', pollMilliseconds: 1 },
    s3: (region) => new S3Client({ region }),
    cloudFormation: (region) => new CloudFormationClient({ region }),
  }
  const standing = { rollMode: async () => undefined, isSealed: async () => false }
  const reach = async () => ({ ...standing, byFunction, ...deployed })
  return runDeploy({ directory, reason: why, ofCdk }, cdk, reach)
}

const templatesOf = (output: string) => ({
  'Reassort-Data': sha256('{}'),
  Reassort: sha256(serviceOf(output, 'vote')),
})
const begunOf = (output: string) =>
  Object.entries(templatesOf(output)).map(([stack, template]) => `${stack} ${template}`)

function sealIt() {
  const { found } = team
  const at = new Date(found.now.getTime() - 7200_000)
  found.interventions.push({ interventionId: 's', kind: 'seal', at, by: 'x', digests: { a: '1' } })
}

describe('npm run deploy', () => {
  it('has the function make each stack, after what it needs, once its files are there', async () => {
    expect(await play(alice, { why: '' })).toBe(0)
    expect(team.found.deployed).toEqual(begunOf('v1'))
    expect([...stored.keys()].sort()).toEqual(
      [...Object.values(templatesOf('v1')).map((one) => `${one}.json`), 'code.zip']
        .map((key) => `cdk-hnb659fds-assets-1-eu-west-3/${key}`)
        .sort(),
    )
    expect(cdkDeploy).not.toHaveBeenCalled()
    // The same once more: what is there is read, whoever packed it, and not put again.
    stored.set(
      'cdk-hnb659fds-assets-1-eu-west-3/code.zip',
      zipSync({ 'index.mjs': codeOf('v1') }, { level: 0 }),
    )
    expect(await play(alice, { why: '' })).toBe(0)
  })

  it('deploys nothing when something else stands under the name of a file', async () => {
    for (const bytes of [zipSync({ 'index.mjs': Buffer.from('evil') }), Buffer.from('no zip')]) {
      stored.set('cdk-hnb659fds-assets-1-eu-west-3/code.zip', bytes)
      expect(await play(alice)).toBe(1)
      expect(said.at(-1)).toBe(texts.otherFiles(['code.zip']))
    }
    expect(team.found.deployed).toEqual([])
  })

  it('of a sealed election waits for a second person who asks for the same', async () => {
    sealIt()
    expect(await play(alice, { why: '12 34 56' })).toBe(1)
    expect(said.at(-1)).toBe(texts.reasonless)
    expect(await play(alice)).toBe(3)
    expect(said.at(-1)).toBe(texts.asked(digestOf(templatesOf('v1')), 60))
    expect(await play(alice)).toBe(3)
    expect(await play(bob, { output: 'v2' })).toBe(3)
    expect(said.at(-1)).toBe(texts.othersAsked([alice.by]))
    expect(await play({ ...bob, address: alice.address } as never)).toBe(1)
    expect(said.at(-1)).toBe(teamFunctionTexts.refusals['same-address'])
    expect(team.found.deployed).toEqual([])
    expect(await play(bob)).toBe(0)
    expect(team.found.deployed).toEqual(begunOf('v1'))
    expect(said).toContain(texts.agreed([alice.by, bob.by]))
  })

  it('stops at a stack that CloudFormation rolls back, and says why', async () => {
    standing('UPDATE_ROLLBACK_COMPLETE')
    const why = { LogicalResourceId: 'Sender', ResourceStatusReason: 'exists already' }
    const StackEvents = [{ ...why, ResourceStatus: 'CREATE_FAILED' as const }]
    cloudFormation.on(DescribeStackEventsCommand).resolves({ StackEvents } as never)
    expect(await play(alice)).toBe(1)
    expect(team.found.deployed).toHaveLength(1)
    expect(said.at(-1)).toBe(
      texts.failed('Reassort-Data', 'UPDATE_ROLLBACK_COMPLETE', ['Sender: exists already']),
    )
  })

  it('is done by cdk the first time, and of a sealed version without the function not at all', async () => {
    expect(await play(undefined)).toBe(0)
    expect(cdkDeploy).toHaveBeenCalledOnce()
    expect(await play(undefined, {}, { isSealed: async () => true })).toBe(1)
    expect(said.at(-1)).toBe(texts.sealedByOlder)
    expect(cdkDeploy).toHaveBeenCalledOnce()
    expect(await play(alice, { ofCdk: ['--force'] })).toBe(2)
    expect(said.at(-1)).toBe(texts.cdkOption('--force'))
  })

  it.each([
    ['the vote over a rehearsal that was not wiped', 'vote', 'rehearsal'],
    ['a rehearsal over the roll of the vote', 'rehearsal', 'vote'],
  ] as const)('refuses %s, whoever asks', async (_, mode, there: ElectionMode) => {
    expect(await play(alice, { mode }, { rollMode: async () => there })).toBe(1)
    expect(said).toEqual([rehearsalCommandTexts.otherRoll[there]])
    expect(team.found.deployed).toEqual([])
  })

  it('deploys nothing when AWS does not answer, or cdk makes nothing', async () => {
    const denied = Object.assign(new Error('arn:aws:iam::1:user/alice'), { name: 'AccessDenied' })
    expect(await play(undefined, {}, { rollMode: () => Promise.reject(denied) })).toBe(1)
    expect(said).toEqual([texts.unknown('AccessDenied')])
    const deploy = vi.fn()
    const failing = { synth: async () => 1, deploy }
    expect(await runDeploy({ directory: '', reason }, failing, vi.fn())).toBe(1)
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
