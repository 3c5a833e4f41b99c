import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import {
  type CloudFrontClient,
  GetDistributionConfigCommand,
  GetFunctionCommand as GetEdgeFunctionCommand,
} from '@aws-sdk/client-cloudfront'
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import { digestOf, digestOfFiles, sha256 } from '../../shared/domain/ledger/seal.ts'
import { ask } from '../preflight/finding.ts'
import { resourcesOf } from '../preflight/stacks.ts'
import { type Reader, type Reading, readAll, readDigest } from './reading.ts'

export interface CodeApis {
  cloudFormation: CloudFormationClient
  lambda: LambdaClient
  cloudFront: CloudFrontClient
}

export interface ReadFunctions extends Reading {
  /** Lambda's configuration of each function, by its sealed name. */
  settings: Map<string, FunctionConfiguration>
}

/** Sealed apart from the code beside it, which is the same for every election. */
export const electionFile = 'election.json'

/** Name for the code of a CloudFront function, which has none. */
export const edgeFile = 'function.js'

interface StackResource {
  /** Stack and logical id, the same in every deployment. */
  name: string
  type: string
  physicalId: string
}

const types = {
  function: 'AWS::Lambda::Function',
  edge: 'AWS::CloudFront::Function',
  distribution: 'AWS::CloudFront::Distribution',
}

/** Reads the stacks' functions, CloudFront's included, and the distributions. */
export async function readFunctions(
  apis: CodeApis,
  { stacks, distributionId }: { stacks: readonly string[]; distributionId: string },
): Promise<ReadFunctions> {
  const settings: ReadFunctions['settings'] = new Map()
  const elections = new Set<string>()
  const listed = await ask('cloudformation:ListStackResources', () =>
    listResources(apis.cloudFormation, stacks),
  )
  if ('unread' in listed) {
    const unread = ['code', 'configuration', 'election'].map((of) => ({
      of,
      finding: listed.unread,
    }))
    return { digests: {}, settings, unread }
  }
  const ofType = (type: string) => listed.value.filter((one) => one.type === type)
  const others = ofType(types.distribution).filter((one) => one.physicalId !== distributionId)
  const { digests, unread } = await readAll([
    ...ofType(types.function).map(({ name, physicalId }): Reader => {
      const [code, configuration] = [`code ${name}`, `configuration ${name}`]
      return {
        action: 'lambda:GetFunction',
        of: [code, configuration],
        async read() {
          const { files, said } = await readFunction(apis.lambda, physicalId)
          const election = files.get(electionFile)
          if (election) elections.add(sha256(election))
          files.delete(electionFile)
          settings.set(configuration, said)
          return {
            [code]: digestOfFiles(files),
            [configuration]: digestOfSettings(said),
          }
        },
      }
    }),
    ...ofType(types.edge).map(({ name, physicalId }) =>
      readDigest('cloudfront:GetFunction', `code ${name}`, () =>
        readEdgeFunction(apis.cloudFront, physicalId),
      ),
    ),
    ...[{ name: 'CloudFront', physicalId: distributionId }, ...others].map(({ name, physicalId }) =>
      readDigest('cloudfront:GetDistributionConfig', `configuration ${name}`, () =>
        readDistribution(apis.cloudFront, physicalId),
      ),
    ),
  ])
  // Different elections in different functions give a digest that no file has.
  const [election, another] = [...elections].sort()
  // Without any function, the election is unread too.
  if (election === undefined) {
    const [first] = unread
    return {
      ...{ digests, settings },
      unread: first ? [...unread, { of: 'election', finding: first.finding }] : unread,
    }
  }
  const ofElection = another === undefined ? election : sha256([...elections].sort().join())
  return { digests: { ...digests, election: ofElection }, settings, unread }
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

async function readFunction(client: LambdaClient, name: string) {
  const { Code, Configuration } = await client.send(new GetFunctionCommand({ FunctionName: name }))
  // The URL is presigned, so no error may hold it.
  const patience = { signal: AbortSignal.timeout(30_000) }
  const response = await fetch(Code?.Location ?? '', patience).catch(() => undefined)
  if (!response?.ok || !Configuration) throw new Error('no code')
  const archive = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const files = new Map(Object.entries(archive).filter(([path]) => !path.endsWith('/')))
  return { files, said: Configuration }
}

/**
 * Digests the settings that change what a function does. They are listed one by one, since what AWS adds or changes by
 * itself (dates, states, the runtime's patch) must not break a seal.
 */
function digestOfSettings(said: FunctionConfiguration): string {
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
    }),
  )
}

/** @param name or ARN: CloudFormation documents the former and has answered the latter */
async function readEdgeFunction(client: CloudFrontClient, name: string): Promise<string> {
  const Name = name.split('/').at(-1)
  const { FunctionCode } = await client.send(new GetEdgeFunctionCommand({ Name, Stage: 'LIVE' }))
  if (!FunctionCode) throw new Error('no code')
  return digestOf({ [edgeFile]: sha256(FunctionCode) })
}

/** Leaves out the values of the headers that CloudFront adds: they are secrets, which the team rotates. */
async function readDistribution(client: CloudFrontClient, Id: string): Promise<string> {
  const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id }))
  if (!DistributionConfig) throw new Error('no configuration')
  const withoutSecrets = JSON.parse(canonical(DistributionConfig), (name, value) =>
    name === 'HeaderValue' ? '' : value,
  )
  return sha256(canonical(withoutSecrets))
}

/** Independent of the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  )
}
