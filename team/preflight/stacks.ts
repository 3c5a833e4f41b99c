import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { deploymentTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** What the templates ask of the account: `requiresBootstrapStackVersion`. */
export const leastBootstrap = 6

/** Of `cdk bootstrap`, under the name that it has unless one is given. */
export const bootstrapStack = 'CDKToolkit'

export interface StackState {
  status: string
  outputs: Readonly<Record<string, string>>
}

/** @returns undefined when there is no such stack */
export async function readStack(
  client: CloudFormationClient,
  name: string,
): Promise<StackState | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }))
    const [{ StackStatus = '', Outputs = [] } = {}] = Stacks
    const outputs = Object.fromEntries(
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
    return { status: StackStatus, outputs }
  } catch (error) {
    // CloudFormation has no name of its own for it.
    if (/does not exist/.test((error as Error).message)) return undefined
    throw error
  }
}

/** All that a stack has, or had: for 90 days after its end. @param StackName or its ARN */
export async function* resourcesOf(
  client: CloudFormationClient,
  StackName: string,
): AsyncGenerator<StackResourceSummary> {
  const pages = paginateListStackResources({ client }, { StackName })
  for await (const { StackResourceSummaries = [] } of pages) yield* StackResourceSummaries
}

/** The physical ids of a stack's resources of one type. */
export async function readResources(
  client: CloudFormationClient,
  stack: string,
  type: string,
): Promise<string[]> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  )
  return StackResources.filter(({ ResourceType }) => ResourceType === type).map(
    ({ PhysicalResourceId = '' }) => PhysicalResourceId,
  )
}

export function judgeBootstrap(
  stack: StackState | undefined,
  place: { account: string; region: string },
): Finding[] {
  const { account, region } = place
  if (!stack) return [blocks(texts.noBootstrap(account, region))]
  const version = Number(stack.outputs.BootstrapVersion)
  if (!(version >= leastBootstrap)) {
    return [blocks(texts.oldBootstrap(account, region, version || 0, leastBootstrap))]
  }
  return [ok(texts.bootstrap(region, version))]
}

/** A key of the election's own is there from the first deployment to the closing. */
export function judgeEncryptionKey(
  name: string,
  wanted: boolean | undefined,
  stack: StackState | undefined,
): Finding[] {
  const isThere = stack?.outputs.EncryptionKey !== undefined
  if (wanted && stack && !isThere) return [warning(texts.keyAfterwards(name))]
  return isThere && !wanted ? [blocks(texts.keyGivenUp(name))] : []
}

/** One that is not there yet is as good as one that is whole. */
export function judgeStack(name: string, stack: StackState | undefined): Finding[] {
  if (!stack) return [ok(texts.newStack(name))]
  const { status } = stack
  if (status === 'REVIEW_IN_PROGRESS') return [ok(texts.onlyReviewed(name))]
  if (status === 'ROLLBACK_COMPLETE') return [blocks(texts.rolledBack(name))]
  if (status.endsWith('_FAILED')) return [blocks(texts.failedStack(name, status))]
  if (status.endsWith('_IN_PROGRESS')) return [warning(texts.busyStack(name, status))]
  return [ok(texts.stack(name, status))]
}
