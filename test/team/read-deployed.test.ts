import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  GetFunctionCommand as GetEdgeFunctionCommand,
} from '@aws-sdk/client-cloudfront'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { zipSync } from 'fflate'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { readFunctions } from '../../team/seal/read-functions.ts'
import { digestsOfPages, readPages } from '../../team/seal/read-pages.ts'
import { differingSettings } from '../../team/seal/read-source.ts'
import { differencesOf } from '../../team/seal/reading.ts'
import { NoAnswerError } from '../../team/smoke/site-client.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const cloudFormation = mockedClients(CloudFormationClient)
const lambda = mockedClients(LambdaClient)
const cloudFront = mockedClients(CloudFrontClient)
const kms = mockedClients(KMSClient)

const region = { region: 'eu-west-3' }
const apis = {
  cloudFormation: new CloudFormationClient(region),
  lambda: new LambdaClient(region),
  cloudFront: new CloudFrontClient(region),
  kms: new KMSClient(region),
}
const read = () => readFunctions(apis, ['Reassort'])

const settings: FunctionConfiguration = {
  Runtime: 'nodejs24.x',
  Handler: 'index.handler',
  Role: 'arn:aws:iam::1:role/SignIn',
  Timeout: 25,
  MemorySize: 512,
  Environment: { Variables: { VOTERS_TABLE: 'Voters', STAGE: 'x' } },
  Layers: [],
}
const signIn = 'Reassort-SignIn-X'
const files = { 'index.mjs': Buffer.from('export {}'), 'election.json': Buffer.from('{}') }

let zips: Record<string, Record<string, Uint8Array>>

function answerOf(name: string, said: FunctionConfiguration, content: typeof files) {
  zips[name] = content
  lambda.on(GetFunctionCommand, { FunctionName: name }).resolves({
    Code: { Location: `https://s3.example/${encodeURIComponent(name)}` },
    Configuration: said,
  })
}

function resource(LogicalResourceId: string, type: string, PhysicalResourceId: string) {
  const state = { LastUpdatedTimestamp: new Date(), ResourceStatus: 'CREATE_COMPLETE' } as const
  return { LogicalResourceId, ResourceType: `AWS::${type}`, PhysicalResourceId, ...state }
}

beforeEach(() => {
  zips = {}
  cloudFormation
    .on(ListStackResourcesCommand)
    .resolves({ StackResourceSummaries: [resource('Queue', 'SQS::Queue', 'q')], NextToken: '2' })
    .on(ListStackResourcesCommand, { StackName: 'Reassort', NextToken: '2' })
    .resolves({
      StackResourceSummaries: [
        resource('SignIn', 'Lambda::Function', signIn),
        resource('Sweep', 'Lambda::Function', 'Reassort-Sweep-Y'),
        resource('FindPage', 'CloudFront::Function', 'arn:aws:cloudfront::1:function/FindPage'),
        resource('Site', 'CloudFront::Distribution', 'E1'),
        resource('StaffSite', 'CloudFront::Distribution', 'E2'),
      ],
    })
  answerOf(signIn, settings, files)
  answerOf('Reassort-Sweep-Y', { ...settings, Timeout: 60 }, files)
  cloudFront
    .on(GetEdgeFunctionCommand, { Name: 'FindPage', Stage: 'LIVE' })
    .resolves({ FunctionCode: Buffer.from('handler') as never })
  distributionIs('secret', 'origin.example')
  vi.stubGlobal('fetch', async (url: string) => {
    const content = zips[decodeURIComponent(url.split('/').at(-1) ?? '')]
    return new Response(content && (zipSync(content) as Uint8Array<ArrayBuffer>))
  })
  return () => vi.unstubAllGlobals()
})

function distributionIs(HeaderValue: string, DomainName: string): void {
  const CustomHeaders = { Quantity: 1, Items: [{ HeaderName: 'x-origin-token', HeaderValue }] }
  const Origins = { Quantity: 1, Items: [{ Id: 'api', DomainName, CustomHeaders }] }
  cloudFront.on(GetDistributionConfigCommand).resolves({ DistributionConfig: { Origins } as never })
}

async function shownAfter(change: () => unknown): Promise<string[]> {
  const { digests, unreadItems } = await read()
  expect(unreadItems).toEqual([])
  await change()
  return differencesOf(digests, await read()).map(({ name, kind }) => `${kind} ${name}`)
}

describe('what is deployed', () => {
  it('shows each change of code, CloudFront’s too, by the template’s name', async () => {
    const otherCode = { ...files, 'index.mjs': Buffer.from('export {} //') }
    expect(await shownAfter(() => answerOf(signIn, settings, otherCode))).toEqual([
      'changed code Reassort/SignIn',
    ])
    const served = () =>
      cloudFront
        .on(GetEdgeFunctionCommand, { Name: 'FindPage', Stage: 'LIVE' })
        .resolves({ FunctionCode: Buffer.from('other') as never })
    expect(await shownAfter(served)).toEqual(['changed code Reassort/FindPage'])
  })

  it('shows another election in a single function, apart from its code', async () => {
    const other = { ...files, 'election.json': Buffer.from('{"a":1}') }
    expect(await shownAfter(() => answerOf(signIn, settings, other))).toEqual(['changed election'])
  })

  it.each<[string, FunctionConfiguration]>([
    ['a variable', { Environment: { Variables: { ...settings.Environment?.Variables, A: '1' } } }],
    ['the role', { Role: 'arn:aws:iam::1:role/Other' }],
    ['the handler', { Handler: 'index.other' }],
    ['a layer', { Layers: [{ Arn: 'arn:aws:lambda:eu-west-3:1:layer:x:1' }] }],
    ['the runtime', { Runtime: 'nodejs26.x' }],
    ['the log group', { LoggingConfig: { LogGroup: 'elsewhere' } }],
  ])('shows a change of %s', async (_, change) => {
    expect(await shownAfter(() => answerOf(signIn, { ...settings, ...change }, files))).toEqual([
      'changed configuration Reassort/SignIn',
    ])
  })

  it('stays the same after AWS’s own changes and a token rotation', async () => {
    const touched = {
      ...settings,
      Environment: { Variables: { STAGE: 'x', VOTERS_TABLE: 'Voters' } },
      ...{ LastModified: '2026', RevisionId: '2', CodeSha256: 'other', State: 'Active' as const },
      RuntimeVersionConfig: { RuntimeVersionArn: 'arn:aws:lambda:eu-west-3::runtime:2' },
    }
    expect(
      await shownAfter(() => {
        answerOf(signIn, touched, files)
        distributionIs('rotated', 'origin.example')
      }),
    ).toEqual([])
    expect(await shownAfter(() => distributionIs('rotated', 'other.example'))).toEqual([
      'changed configuration Reassort/Site',
      'changed configuration Reassort/StaffSite',
    ])
  })

  it('shows a change of the encryption key’s policy, and reads no other key', async () => {
    const opensTo = (who: string) =>
      kms.on(GetKeyPolicyCommand, { KeyId: 'key' }).resolves({ Policy: `{"who":"${who}"}` })
    opensTo('functions')
    cloudFormation.on(ListStackResourcesCommand).resolves({
      StackResourceSummaries: [
        resource('LedgerSigningKey', 'KMS::Key', 'signing'),
        resource('EncryptionKey', 'KMS::Key', 'key'),
      ],
    })
    expect(await shownAfter(() => opensTo('functions, and an administrator'))).toEqual([
      'changed configuration Reassort/EncryptionKey',
    ])
  })

  it('reports what it may not read as unread, with the missing right', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' })
    const { digests } = await read()
    lambda.on(GetFunctionCommand, { FunctionName: signIn }).rejects(denied)
    const after = await read()
    expect(differencesOf(digests, after)).toEqual([])
    expect(after.unreadItems.map(({ name }) => name)).toEqual([
      'code Reassort/SignIn',
      'configuration Reassort/SignIn',
      'election',
    ])
    expect(after.unreadItems[0]?.finding.text).toContain('lambda:GetFunction')
    lambda.on(GetFunctionCommand, { FunctionName: 'Reassort-Sweep-Y' }).rejects(denied)
    expect(differencesOf(digests, await read())).toEqual([])
    cloudFormation.on(ListStackResourcesCommand).rejects(denied)
    cloudFormation
      .on(ListStackResourcesCommand, { StackName: 'Reassort', NextToken: '2' })
      .rejects()
    expect(differencesOf(digests, await read())).toEqual([])
  })
})

it('a missing page differs, and a failing page counts as unread', async () => {
  const statuses: Record<string, number> = { '/vote/': 404, '/aide/': 503 }
  const answering = {
    send: async (_: string, path: string) => ({
      ...{ status: statuses[path] ?? 200, headers: new Headers(), body: Buffer.from(path) },
    }),
  }
  const ofStaff = { 'page staff:/': sha256('/'), 'page staff:/vote/': 'c' }
  const sealed = { 'page /': sha256('/'), 'page /vote/': 'a', 'page /aide/': 'b' }
  const names = Object.keys({ ...sealed, ...ofStaff })
  const reading = await readPages(answering, 'voters', names)
  expect(differencesOf(sealed, reading)).toEqual([{ name: 'page /vote/', kind: 'gone' }])
  expect(reading.unreadItems.map(({ name }) => name)).toEqual(['page /aide/'])
  const silent = { send: () => Promise.reject(new NoAnswerError('ENOTFOUND')) }
  expect(differencesOf(sealed, await readPages(silent, 'voters', names))).toEqual([])
  expect(differencesOf(ofStaff, await readPages(answering, 'staff', names))).toEqual([
    { name: 'page staff:/vote/', kind: 'gone' },
  ])
  const built = new Map([['index.html', Buffer.from('/')]])
  expect(digestsOfPages({ voters: built, staff: built })).toEqual({
    'page /': sha256('/'),
    'page staff:/': sha256('/'),
  })
})

describe('the settings of a template', () => {
  const template = {
    ...{ Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 25, MemorySize: 512 },
    Environment: { Variables: { VOTERS_TABLE: { Ref: 'Voters' }, STAGE: 'x' } },
  }

  it('match the function’s, whatever CloudFormation fills in', () => {
    expect(differingSettings(template, settings)).toEqual([])
    const lookedUp = { ...template, Runtime: { 'Fn::FindInMap': ['Runtimes', 'eu-west-3', 'v'] } }
    expect(differingSettings(lookedUp, settings)).toEqual([])
  })

  it('differ by an added variable or layer, a missing variable or another value', () => {
    const variables = (Variables: Record<string, string>) => ({
      ...settings,
      Environment: { Variables },
    })
    const extra = { VOTERS_TABLE: 'V', STAGE: 'x', NODE_OPTIONS: '--import ./a.mjs' }
    expect(differingSettings(template, variables(extra))).toEqual(['NODE_OPTIONS'])
    expect(differingSettings(template, variables({ STAGE: 'x' }))).toEqual(['VOTERS_TABLE'])
    const other = variables({ VOTERS_TABLE: 'V', STAGE: 'y' })
    expect(differingSettings(template, other)).toEqual(['STAGE'])
    const layered = { ...settings, Layers: [{ Arn: 'a' }], Handler: 'a.b' }
    expect(differingSettings(template, layered)).toEqual(['Handler', 'Layers'])
  })
})
