import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import {
  type CloudFrontClient,
  GetDistributionConfigCommand,
  GetFunctionCommand as GetEdgeFunctionCommand,
} from '@aws-sdk/client-cloudfront'
import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import { digestOf, digestOfFiles, sha256 } from '../../shared/domain/ledger/seal.ts'
import { resourcesOf } from '../preflight/stacks.ts'
import { runSideBySide } from '../side-by-side.ts'
import { type Reading, readDigest, readOr, type Unread } from './reading.ts'

export interface CodeApis {
  cloudFormation: CloudFormationClient
  lambda: LambdaClient
  cloudFront: CloudFrontClient
}

export interface ReadFunctions extends Reading {
  /** What Lambda says of each function, by the name of its configuration. */
  settings: Map<string, FunctionConfiguration>
  /** Configurations of functions that serve some of their calls by another version. */
  split: string[]
}

/** The election lies beside the code of each function, which is the same for every election: it is sealed apart. */
export const electionFile = 'election.json'

/** A function of CloudFront is one text without a name. */
export const edgeFile = 'function.js'

const sideBySide = 4

interface StackResource {
  /** Stack and logical id: the same wherever and whenever it is deployed. */
  name: string
  type: string
  physicalId: string
}

const types = {
  function: 'AWS::Lambda::Function',
  alias: 'AWS::Lambda::Alias',
  edge: 'AWS::CloudFront::Function',
  distribution: 'AWS::CloudFront::Distribution',
}

/**
 * What the functions of these stacks run, CloudFront's too, and what CloudFront serves from where.
 * @param sources.distributionId of the voters' site
 */
export async function readFunctions(
  apis: CodeApis,
  { stacks, distributionId }: { stacks: readonly string[]; distributionId: string },
): Promise<ReadFunctions> {
  const digests: Record<string, string> = {}
  const unread: Unread[] = []
  const settings: ReadFunctions['settings'] = new Map()
  const split: string[] = []
  const elections = new Set<string>()
  const listed = await readOr(
    'cloudformation:ListStackResources',
    ['code', 'configuration', 'election'],
    () => listResources(apis.cloudFormation, stacks),
  )
  if ('unread' in listed) return { digests, settings, split, unread: listed.unread }
  const ofType = (type: string) => listed.value.filter((one) => one.type === type)

  await runSideBySide(ofType(types.function), sideBySide, async ({ name, physicalId }) => {
    const alias = ofType(types.alias).find((one) => functionOf(one.physicalId) === physicalId)
    const [code, configuration] = [`code ${name}`, `configuration ${name}`]
    const read = await readOr('lambda:GetFunction', [code, configuration], () =>
      readFunction(apis.lambda, alias?.physicalId ?? physicalId),
    )
    const weights = await readOr('lambda:GetAlias', [configuration], () =>
      readWeights(apis.lambda, alias?.physicalId),
    )
    if ('unread' in weights) unread.push(...weights.unread)
    if ('unread' in read) return void unread.push(...read.unread)
    const { files, said } = read.value
    const election = files.get(electionFile)
    if (election) elections.add(sha256(election))
    files.delete(electionFile)
    digests[code] = digestOfFiles(files)
    settings.set(configuration, said)
    if (!('value' in weights)) return
    digests[configuration] = digestOfSettings(said, weights.value)
    if (Object.keys(weights.value).length > 0) split.push(configuration)
  })
  const keep = (read: Reading) => {
    Object.assign(digests, read.digests)
    unread.push(...read.unread)
  }
  await runSideBySide(ofType(types.edge), sideBySide, async ({ name, physicalId }) => {
    const read = () => readEdgeFunction(apis.cloudFront, physicalId)
    keep(await readDigest('cloudfront:GetFunction', `code ${name}`, read))
  })
  const others = ofType(types.distribution).filter((one) => one.physicalId !== distributionId)
  const voters = { name: 'CloudFront', physicalId: distributionId }
  await runSideBySide([voters, ...others], sideBySide, async ({ name, physicalId }) => {
    const read = () => readDistribution(apis.cloudFront, physicalId)
    keep(await readDigest('cloudfront:GetDistributionConfig', `configuration ${name}`, read))
  })
  // Functions that do not carry the same election carry several: one digest for them all, which no file has.
  const [election, another] = [...elections].sort()
  if (election)
    digests.election = another === undefined ? election : sha256([...elections].sort().join())
  // Not one function was read: nobody knows which election they carry.
  if (!election && unread[0]) unread.push({ of: 'election', finding: unread[0].finding })
  return { digests, settings, split, unread }
}

async function listResources(
  client: CloudFormationClient,
  stacks: readonly string[],
): Promise<StackResource[]> {
  const found: StackResource[] = []
  for (const StackName of stacks) {
    for await (const one of resourcesOf(client, StackName)) {
      const { LogicalResourceId, PhysicalResourceId, ResourceType } = one
      if (!LogicalResourceId || !PhysicalResourceId || !ResourceType) continue
      if (!Object.values(types).includes(ResourceType)) continue
      const name = `${StackName}/${LogicalResourceId}`
      found.push({ name, type: ResourceType, physicalId: PhysicalResourceId })
    }
  }
  return found
}

/** Of an alias's ARN, `arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS`. */
const functionOf = (aliasArn: string) => aliasArn.split(':')[6]

/** @param name or an alias's ARN: then what that alias leads to */
async function readFunction(client: LambdaClient, name: string) {
  const { Code, Configuration } = await client.send(new GetFunctionCommand({ FunctionName: name }))
  // Its address is signed: no error may hold it.
  const patience = { signal: AbortSignal.timeout(30_000) }
  const response = await fetch(Code?.Location ?? '', patience).catch(() => undefined)
  if (!response?.ok || !Configuration) throw new Error('no code')
  const archive = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const files = new Map(Object.entries(archive).filter(([path]) => !path.endsWith('/')))
  return { files, said: Configuration }
}

/** Which other versions serve some of the calls: while a canary is under way, or because somebody had it so. */
async function readWeights(client: LambdaClient, aliasArn: string | undefined) {
  if (aliasArn === undefined) return {}
  const alias = { FunctionName: functionOf(aliasArn), Name: aliasArn.split(':')[7] }
  const { RoutingConfig } = await client.send(new GetAliasCommand(alias))
  return RoutingConfig?.AdditionalVersionWeights ?? {}
}

/**
 * What changes what a function does. Named one by one: what AWS adds to its answers, and what it changes by itself
 * (dates, states, the patch of the runtime), must not break a seal.
 */
function digestOfSettings(said: FunctionConfiguration, weights: object): string {
  const { Runtime, Handler, Role, Timeout, MemorySize, PackageType, Architectures, KMSKeyArn } =
    said
  const { Environment, Layers, VpcConfig, FileSystemConfigs, DeadLetterConfig, LoggingConfig } =
    said
  return sha256(
    canonical({
      ...{ Runtime, Handler, Role, Timeout, MemorySize, PackageType, Architectures, KMSKeyArn },
      Environment: Environment?.Variables ?? {},
      Layers: (Layers ?? []).map(({ Arn }) => Arn),
      VpcConfig: { subnets: VpcConfig?.SubnetIds ?? [], groups: VpcConfig?.SecurityGroupIds ?? [] },
      FileSystemConfigs: FileSystemConfigs ?? [],
      DeadLetterConfig: DeadLetterConfig?.TargetArn,
      LoggingConfig: LoggingConfig?.LogGroup,
      weights,
    }),
  )
}

/** @param name or ARN: CloudFormation's documents say the one, its answers have been seen with the other */
async function readEdgeFunction(client: CloudFrontClient, name: string): Promise<string> {
  const Name = name.split('/').at(-1)
  const { FunctionCode } = await client.send(new GetEdgeFunctionCommand({ Name, Stage: 'LIVE' }))
  if (!FunctionCode) throw new Error('no code')
  return digestOf({ [edgeFile]: sha256(FunctionCode) })
}

/** Where each path leads. The values of the headers that CloudFront adds are secrets, which the team rotates. */
async function readDistribution(client: CloudFrontClient, Id: string): Promise<string> {
  const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id }))
  if (!DistributionConfig) throw new Error('no configuration')
  const withoutSecrets = JSON.parse(canonical(DistributionConfig), (name, value) =>
    name === 'HeaderValue' ? '' : value,
  )
  return sha256(canonical(withoutSecrets))
}

/** The same text whatever the order of the names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  )
}
