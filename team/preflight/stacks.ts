import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { ask } from './ask.ts'

export interface StackState {
  status: string
  outputs: Readonly<Record<string, string>>
}

/** @returns undefined when there is no such stack */
async function readStack(
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

export const askStack = (client: CloudFormationClient, name: string) =>
  ask('cloudformation:DescribeStacks', () => readStack(client, name))
