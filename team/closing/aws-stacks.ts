import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateListStacks,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { resourcesOf } from '../preflight/stacks.ts'
import type { Destroyer, StackResource, Stacks } from './destroyed-and-kept.ts'
import { type Sleep, until } from './wait-for-aws.ts'

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

/** Such a stack has its outputs still, and perhaps not what they name. */
export async function isBeingDeleted(client: CloudFormationClient, id: string): Promise<boolean> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: id }))
  return Stacks.some(({ StackStatus }) => StackStatus?.startsWith('DELETE_'))
}

export function stackDestroyer(client: CloudFormationClient, sleep: Sleep): Destroyer {
  async function find(id: string): Promise<Stack | undefined> {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: id }))
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
  }

  async function failures(id: string): Promise<string> {
    const reasons: string[] = []
    for await (const one of resourcesOf(client, id)) {
      if (one.ResourceStatus !== 'DELETE_FAILED') continue
      reasons.push(`${one.LogicalResourceId} : ${one.ResourceStatusReason ?? ''}`)
    }
    return reasons.join(' ; ')
  }

  return {
    look: async (id) => ((await find(id)) ? {} : undefined),

    async destroy(id) {
      const stack = await find(id)
      if (!stack) return
      if (stack.EnableTerminationProtection) {
        await client.send(
          new UpdateTerminationProtectionCommand({
            StackName: id,
            EnableTerminationProtection: false,
          }),
        )
      }
      // With the role that CloudFormation was last given for it: that of CDK.
      await client.send(new DeleteStackCommand({ StackName: id }))
      await until(async () => {
        const left = await find(id)
        if (left?.StackStatus === 'DELETE_FAILED') throw new StackRemains(await failures(id))
        return !left
      }, sleep)
    },
  }
}
