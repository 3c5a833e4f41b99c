import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { check, type Finding } from './finding.ts'

/** @returns undefined if the stack is missing, or has no outputs because its creation failed */
export async function readOutputs(
  client: CloudFormationClient,
  StackName: string,
): Promise<Record<string, string> | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }))
    const outputs = Stacks[0]?.Outputs ?? []
    if (outputs.length === 0) return undefined
    return Object.fromEntries(
      outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
  } catch (error) {
    // CloudFormation's error for a missing stack has the general name `ValidationError`.
    if (/does not exist/.test((error as Error).message)) return undefined
    throw error
  }
}

export const checkOutputs = (
  client: CloudFormationClient,
  stackName: string,
  judge: (outputs: Record<string, string> | undefined) => Finding[] | Promise<Finding[]>,
) => check('cloudformation:DescribeStacks', () => readOutputs(client, stackName), judge)

/** If `StackName` is an ARN, also lists the resources of a stack deleted in the last 90 days. */
export async function* resourcesOf(
  client: CloudFormationClient,
  StackName: string,
): AsyncGenerator<StackResourceSummary> {
  const pages = paginateListStackResources({ client }, { StackName })
  for await (const { StackResourceSummaries = [] } of pages) yield* StackResourceSummaries
}
