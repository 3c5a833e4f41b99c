import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { ElectionError } from '../../shared/domain/election/parse-election.ts'
import { RollModeError, RollSealedError } from '../../shared/domain/roll/roll.ts'
import { CommandError } from '../../team/command-error.ts'
import { openLocalRun, openStack } from '../../team/deployment.ts'
import { failureTexts, mismatchTexts } from '../../team/failure-texts.ts'
import { RefusalError } from '../../team/keys/ask-team-function.ts'
import { TeamFunctionError } from '../../team/keys/team-function.ts'
import { teamFunctionTexts } from '../../team/keys/team-function-texts.ts'
import { withDeployment } from '../../team/reach-election.ts'
import { rehearsalCommandTexts } from '../../team/rehearsal/texts.ts'
import { RollError } from '../../team/roll/roll-error.ts'
import { rollTexts as texts } from '../../team/roll/texts.ts'
import { describedStack, outputs } from '../builders/deployed-stack.ts'
import { ownKeyedValues } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const cloudFormation = mockedClients(CloudFormationClient)
const secretsManager = mockedClients(SecretsManagerClient)

const masterSecret = 'a master secret that serves in tests only'

const deployed = (said: Parameters<typeof describedStack>[0]) =>
  cloudFormation.on(DescribeStacksCommand).resolves(describedStack(said))

let said: string[]

beforeEach(() => {
  secretsManager
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: masterSecret }) })
  vi.stubEnv('AWS_REGION', 'eu-west-3')
  said = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const file = join(import.meta.dirname, '..', '..', 'election.json')

describe('an election on AWS', () => {
  test('is the one of its file’s name, unless a stack is named', async () => {
    deployed({ ...outputs })
    vi.stubEnv('AWS_REGION', '')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
    const region = async () => (process.env.AWS_REGION === 'eu-west-3' ? 0 : 1)
    expect(await withDeployment({ stack: true, election: file }, region)).toBe(0)
    const [asked] = cloudFormation.commandCalls(DescribeStacksCommand)
    expect(asked?.args[0].input).toEqual({ StackName: 'Reassort' })
  })

  test('is in the region of its file, and a shell that names another calls nothing', async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1')
    expect(await withDeployment({ stack: true, election: file }, async () => 0)).toBe(2)
    expect(said).toEqual([mismatchTexts.otherRegion('us-east-1', 'eu-west-3')])
    expect(cloudFormation.calls()).toEqual([])
  })

  test('is found by the outputs of its stack, and its keys stay where they are', async () => {
    deployed({ ...outputs, Another: 'of a later version' })
    const deployment = await openStack('Election')
    try {
      expect(deployment.outputs).toEqual(outputs)
      expect(deployment.election).toBeUndefined()
      const [asked] = cloudFormation.commandCalls(DescribeStacksCommand)
      expect(asked?.args[0].input).toEqual({ StackName: 'Election' })
      const values = await ownKeyedValues.voterIds(['alice@academie.example'])
      const fetched = vi.fn(async (_url: string, _request: object) => Response.json({ values }))
      vi.stubGlobal('fetch', fetched)
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA')
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
      expect(await deployment.keyedValues.voterIds(['alice@academie.example'])).toEqual(values)
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

  test('is not touched if it was deployed under another name than its file’s', async () => {
    deployed({ ...outputs, ElectionDigest: electionDigest({ ...election, name: 'other' }) })
    const work = vi.fn(async () => 0)
    expect(await withDeployment({ stack: true, election: file }, work)).toBe(1)
    expect(work).not.toHaveBeenCalled()
    expect(said).toEqual([mismatchTexts.otherElection(file)])
  })

  test('is to be deployed again if its outputs are of an older version', async () => {
    deployed({ SiteUrl: outputs.SiteUrl })
    await expect(openStack('Election')).rejects.toThrow(/version plus ancienne/)
  })

  test('is named if it is not there, or may not be read', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(new Error('AccessDenied'))
    await expect(openStack('Nowhere')).rejects.toThrow(CommandError)
    await expect(openStack('Nowhere')).rejects.toThrow(/« Nowhere ».*AccessDenied/)
  })
})

test('a local run that is not there is named by its port', async () => {
  await expect(openLocalRun(1)).rejects.toThrow(/port 1 :/)
  vi.stubGlobal('fetch', async () => Response.json({ page: 'of another port of a run' }))
  await expect(openLocalRun(8080)).rejects.toThrow(CommandError)
})

describe('a command on a deployed election', () => {
  const close = vi.fn()
  const deployment = { outputs, election, close } as never
  const reach = (work: () => Promise<number>) =>
    withDeployment({ local: true, election: file }, work, async () => deployment)

  test('closes it, whatever happened, and ends with the code of its work', async () => {
    expect(await reach(async () => 3)).toBe(3)
    expect(close).toHaveBeenCalledTimes(1)
    expect(await reach(() => Promise.reject(new RollError('busy')))).toBe(1)
    expect(close).toHaveBeenCalledTimes(2)
  })

  test('says why it could not be opened', async () => {
    const away = () => Promise.reject(new CommandError('Rien ici.'))
    const options = { local: true, election: file }
    expect(await withDeployment(options, async () => 0, away)).toBe(1)
    expect(said).toEqual(['Rien ici.'])
  })

  test.each([
    [new RollSealedError(), texts.earlierSeal],
    [new RollModeError('vote'), rehearsalCommandTexts.otherRoll.vote],
    [new ElectionError('Le fichier a une erreur.'), 'Le fichier a une erreur.', 2],
    [new RefusalError('written-already'), teamFunctionTexts.refusals['written-already']],
    [new TeamFunctionError('403'), teamFunctionTexts.noAnswer('403')],
  ])('says what to do after %s; a wrong file ends with 2', async (error, told, code = 1) => {
    expect(await reach(() => Promise.reject(error))).toBe(code)
    expect(said).toEqual([told])
    expect(error.name).toBe(error.constructor.name)
  })

  test('shows nothing of a failure but its name: an engine’s words may hold a voter’s', async () => {
    const error = new TypeError('alice@academie.example is not a key')
    expect(await reach(() => Promise.reject(error))).toBe(1)
    expect(said).toEqual([failureTexts.unexpectedError('TypeError')])
  })

  const { missingRight, missingCredentials, throttling, unexpectedError } = failureTexts
  test.each([
    ['AccessDeniedException', missingRight],
    ['AuthorizationErrorException', missingRight],
    ['ExpiredTokenException', () => missingCredentials],
    ['CredentialsProviderError', () => missingCredentials],
    ['ThrottlingException', throttling],
    ['ProvisionedThroughputExceededException', throttling],
    ['TimeoutError', unexpectedError],
  ])('says of %s what can be done', async (name, told) => {
    const error = Object.assign(new Error('User alice is not authorized'), { name })
    expect(await reach(() => Promise.reject(error))).toBe(1)
    expect(said).toEqual([told(name)])
  })

  test('names the file that could not be written, and why', async () => {
    const path = join(import.meta.dirname, 'nowhere', 'roll.csv')
    expect(await reach(() => writeFile(path, '').then(() => 0))).toBe(1)
    expect(said).toEqual([failureTexts.fileFailure(path, 'ENOENT')])
    const socket = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' })
    expect(await reach(() => Promise.reject(socket))).toBe(1)
    expect(said.at(-1)).toBe(unexpectedError('ECONNREFUSED'))
  })
})
