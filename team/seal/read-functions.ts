import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import {
  type CloudFrontClient,
  GetDistributionConfigCommand,
  GetFunctionCommand as GetEdgeFunctionCommand,
} from '@aws-sdk/client-cloudfront'
import { GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import { canonicalJson } from '../../shared/domain/canonical-json.ts'
import { type Digests, digestOf, digestOfFiles, sha256 } from '../../shared/domain/ledger/seal.ts'
import type { Deployment } from '../deployment.ts'
import { tryToRead } from '../preflight/finding.ts'
import { resourcesOf } from '../preflight/stacks.ts'
import { digestReader, type Reader, type Reading, readAll } from './reading.ts'

export interface FunctionsReading extends Reading {
  /** Configurations by sealed name, such as `configuration Reassort/ApiSignIn627CE54B`. */
  settings: Map<string, FunctionConfiguration>
}

const electionFile = 'election.json'

/** Digests a CloudFront function's code under a fixed file name, since AWS returns it without one. */
export const digestOfEdgeCode = (code: string | Uint8Array) =>
  digestOf({ 'function.js': sha256(code) })

const resourceTypes = {
  function: 'AWS::Lambda::Function',
  edge: 'AWS::CloudFront::Function',
  distribution: 'AWS::CloudFront::Distribution',
  key: 'AWS::KMS::Key',
}

export async function readFunctions(
  clients: Pick<Deployment, 'cloudFormation' | 'cloudFront' | 'kms' | 'lambda'>,
  stacks: readonly string[],
): Promise<FunctionsReading> {
  const settings: FunctionsReading['settings'] = new Map()
  const listing = await tryToRead('cloudformation:ListStackResources', () =>
    listResources(clients.cloudFormation, stacks),
  )
  if ('error' in listing) {
    const subjects = ['code', 'configuration', 'election']
    const unreadItems = subjects.map((name) => ({ name, finding: listing.error }))
    return { digests: {}, settings, unreadItems }
  }
  const listOfType = (type: string) => listing.value.filter((resource) => resource.type === type)
  const reading = await readAll([
    ...listOfType(resourceTypes.function).map(({ name, physicalId }): Reader => {
      const [codeName, configurationName] = [`code ${name}`, `configuration ${name}`]
      return {
        action: 'lambda:GetFunction',
        names: [codeName, configurationName, 'election'],
        async read() {
          const { files, configuration } = await readFunction(clients.lambda, physicalId)
          settings.set(configurationName, configuration)
          return {
            ...digestsOfCode(codeName, files),
            [configurationName]: digestOfSettings(configuration),
          }
        },
      }
    }),
    ...listOfType(resourceTypes.edge).map(({ name, physicalId }) =>
      digestReader('cloudfront:GetFunction', `code ${name}`, () =>
        digestEdgeFunction(clients.cloudFront, physicalId),
      ),
    ),
    ...listOfType(resourceTypes.distribution).map(({ name, physicalId }) =>
      digestReader('cloudfront:GetDistributionConfig', `configuration ${name}`, () =>
        digestDistribution(clients.cloudFront, physicalId),
      ),
    ),
    // The key's policy says who may decrypt tables and secrets.
    ...listOfType(resourceTypes.key)
      .filter(({ name }) => name.includes('/EncryptionKey'))
      .map(({ name, physicalId: KeyId }) =>
        digestReader('kms:GetKeyPolicy', `configuration ${name}`, async () => {
          const { Policy = '' } = await clients.kms.send(new GetKeyPolicyCommand({ KeyId }))
          return sha256(Policy)
        }),
      ),
  ])
  return { ...reading, settings }
}

export function digestsOfCode(codeName: string, files: ReadonlyMap<string, Uint8Array>): Digests {
  const { [electionFile]: election, ...codeFiles } = Object.fromEntries(files)
  return {
    [codeName]: digestOfFiles(new Map(Object.entries(codeFiles))),
    ...(election && { election: sha256(election) }),
  }
}

async function listResources(client: CloudFormationClient, stacks: readonly string[]) {
  const resources = stacks.map((stack) =>
    Array.fromAsync(resourcesOf(client, stack), (resource) => ({
      name: `${stack}/${resource.LogicalResourceId}`,
      type: resource.ResourceType,
      physicalId: resource.PhysicalResourceId ?? '',
    })),
  )
  return (await Promise.all(resources)).flat()
}

async function readFunction(client: LambdaClient, name: string) {
  const { Code, Configuration } = await client.send(new GetFunctionCommand({ FunctionName: name }))
  // The URL is presigned, so no error may contain it.
  const timeout = { signal: AbortSignal.timeout(30_000) }
  const response = await fetch(Code?.Location ?? '', timeout).catch(() => undefined)
  if (!response?.ok || !Configuration) throw new Error('no code')
  const archive = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const files = new Map(Object.entries(archive).filter(([path]) => !path.endsWith('/')))
  return { files, configuration: Configuration }
}

/**
 * Digests settings that change what a function does. The list is explicit, because values that AWS changes by
 * itself, such as dates, states and the runtime's patch, must not break a seal.
 */
function digestOfSettings(configuration: FunctionConfiguration): string {
  const { Runtime, Handler, Role, Timeout, MemorySize, PackageType, Architectures, KMSKeyArn } =
    configuration
  const { Environment, Layers, VpcConfig, FileSystemConfigs, DeadLetterConfig, LoggingConfig } =
    configuration
  return sha256(
    canonicalJson({
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

/** @param name the function's physical id, which may be its name or its ARN */
async function digestEdgeFunction(client: CloudFrontClient, name: string): Promise<string> {
  const Name = name.split('/').at(-1)
  const { FunctionCode } = await client.send(new GetEdgeFunctionCommand({ Name, Stage: 'LIVE' }))
  if (!FunctionCode) throw new Error('no code')
  return digestOfEdgeCode(FunctionCode)
}

/** Digests all but the values of the headers that CloudFront adds, which include a rotated secret. */
async function digestDistribution(client: CloudFrontClient, Id: string): Promise<string> {
  const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id }))
  if (!DistributionConfig) throw new Error('no configuration')
  return sha256(
    canonicalJson(DistributionConfig, (name, value) => (name === 'HeaderValue' ? '' : value)),
  )
}
