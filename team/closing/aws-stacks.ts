import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import { resourcesOf } from '../preflight/stacks.ts'
import type { StackResource, Stacks } from './destroyed-and-kept.ts'

/** Why CloudFormation could not delete a stack: no voter is named in it. */
export class StackRemains extends Error {
  override name = 'StackRemains'
}

export function awsStacks(client: CloudFormationClient): Stacks {
  return {
    async named(names) {
      const found: { id: string; name: string }[] = []
      for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
        for (const { StackId = '', StackName = '' } of StackSummaries) {
          if (names.includes(StackName)) found.push({ id: StackId, name: StackName })
        }
      }
      return found
    },

    async resources(stackId) {
      const found: StackResource[] = []
      for await (const one of resourcesOf(client, stackId)) {
        const { ResourceType: type = '', LogicalResourceId: logicalId = '' } = one
        found.push({ type, logicalId, name: one.PhysicalResourceId ?? '' })
      }
      return found
    },
  }
}

/** @returns undefined once it is gone */
export async function findStack(
  client: CloudFormationClient,
  StackName: string,
): Promise<Stack | undefined> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }))
  return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
}

export async function failuresOf(client: CloudFormationClient, id: string): Promise<string> {
  const reasons: string[] = []
  for await (const one of resourcesOf(client, id)) {
    if (one.ResourceStatus !== 'DELETE_FAILED') continue
    reasons.push(`${one.LogicalResourceId} : ${one.ResourceStatusReason ?? ''}`)
  }
  return reasons.join(' ; ')
}
