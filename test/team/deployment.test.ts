import { join } from 'node:path'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { DeploymentError, openLocalRun, openStack } from '../../team/deployment.ts'
import { withDeployment } from '../../team/roll/reach-roll.ts'
import { describedStack, outputs } from '../builders/deployed-stack.ts'
import { keyed } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { template } from '../stack/synthesised-template.ts'

const cloudFormation = mockedClients(CloudFormationClient)
const secretsManager = mockedClients(SecretsManagerClient)

const masterSecret = 'a master secret that serves in tests only'

const deployed = (said: Parameters<typeof describedStack>[0]) =>
  cloudFormation.on(DescribeStacksCommand).resolves(describedStack(said))

beforeEach(() => {
  secretsManager
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: masterSecret }) })
  vi.stubEnv('AWS_REGION', 'eu-west-3')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const file = join(import.meta.dirname, '..', '..', 'election.json')

describe('an election on AWS', () => {
  test('is the one that its own file names, when no stack is', async () => {
    deployed({ ...outputs })
    expect(await withDeployment({ stack: '', election: file }, async () => 0)).toBe(0)
    const [asked] = cloudFormation.commandCalls(DescribeStacksCommand)
    expect(asked?.args[0].input).toEqual({ StackName: 'Reassort' })
  })

  test('is found by the outputs of its stack, and its keys stay where they are', async () => {
    deployed({ ...outputs, Another: 'of a later version' })
    const deployment = await openStack('Election')
    try {
      expect(deployment.outputs).toEqual(outputs)
      expect(deployment.election).toBeUndefined()
      const [asked] = cloudFormation.commandCalls(DescribeStacksCommand)
      expect(asked?.args[0].input).toEqual({ StackName: 'Election' })
      const values = await keyed.voterIds(['alice@academie.example'])
      const fetched = vi.fn(async (_url: string, _request: object) => Response.json({ values }))
      vi.stubGlobal('fetch', fetched)
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA')
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
      expect(await deployment.keyed.voterIds(['alice@academie.example'])).toEqual(values)
      const [[url, request] = []] = fetched.mock.calls
      expect(url).toBe(outputs.TeamFunctionUrl)
      expect(request).toMatchObject({
        method: 'POST',
        headers: {
          host: 'team.lambda-url.eu-west-3.on.aws',
          authorization: expect.stringMatching(
            /^AWS4-HMAC-SHA256 Credential=AKIA\/\d+\/eu-west-3\/lambda\/aws4_request, .*host/,
          ),
        },
      })
      expect(secretsManager.commandCalls(GetSecretValueCommand)).toEqual([])
      await deployment.readLedgerKeys()
      expect(
        secretsManager
          .commandCalls(GetSecretValueCommand)
          .map(({ args }) => args[0].input.SecretId),
      ).toEqual([outputs.LedgerKeysSecret])
    } finally {
      deployment.close()
    }
  })

  test.each([
    ['another name', { name: 'other' }],
    ['a date that was moved', { dates: { ...election.dates, voteOpensAt: new Date(0) } }],
    ['other ballots', { ballots: [{ id: 'csa-ministeriel', title: 'CSA' }] }],
    ['another time zone', { timeZone: 'UTC' }],
  ])('that was deployed with %s than its file says is not touched', async (_, deployedWith) => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    deployed({ ...outputs, ElectionDigest: electionDigest({ ...election, ...deployedWith }) })
    const work = vi.fn(async () => 0)
    expect(await withDeployment({ stack: 'Election', election: file }, work)).toBe(1)
    expect(work).not.toHaveBeenCalled()
    expect(said.mock.calls.join()).toContain("n'est pas le fichier de l'élection qui est déployée")
    said.mockRestore()
  })

  test('has all of these outputs', () => {
    expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(Object.keys(outputs)))
    expect(template.Outputs.ElectionDigest?.Value).toBe(outputs.ElectionDigest)
  })

  test('of a version before them is told to be deployed again', async () => {
    deployed({ SiteUrl: outputs.SiteUrl })
    await expect(openStack('Election')).rejects.toThrow(/version plus ancienne/)
  })

  test('that is not there, or that may not be read, is told with its name', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(new Error('AccessDenied'))
    await expect(openStack('Nowhere')).rejects.toThrow(DeploymentError)
    await expect(openStack('Nowhere')).rejects.toThrow(/« Nowhere ».*AccessDenied/)
  })
})

test('a local run that is not there is told with its port', async () => {
  await expect(openLocalRun(1)).rejects.toThrow(/port 1 :/)
})
