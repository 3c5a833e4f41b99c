import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import { CommandError } from '../command-error.ts'
import { resourcesOf } from '../preflight/stacks.ts'

export async function findStacks(
  client: CloudFormationClient,
  names: string[],
): Promise<{ id: string; name: string }[]> {
  const stacks: { id: string; name: string }[] = []
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
    for (const { StackId = '', StackName = '' } of StackSummaries) {
      if (names.includes(StackName)) stacks.push({ id: StackId, name: StackName })
    }
  }
  return stacks
}

export async function findStack(
  client: CloudFormationClient,
  StackName: string,
): Promise<Stack | undefined> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }))
  return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
}

export async function findDeletionFailure(
  client: CloudFormationClient,
  id: string,
): Promise<Error> {
  const reasons: string[] = []
  for await (const resource of resourcesOf(client, id)) {
    const { LogicalResourceId, ResourceStatus, ResourceStatusReason = '' } = resource
    if (ResourceStatus === 'DELETE_FAILED')
      reasons.push(`${LogicalResourceId} : ${ResourceStatusReason}`)
  }
  // Unlike the message of an AWS error, these reasons can be shown: they name no voter.
  return new CommandError(`CloudFormation n'a pas pu : ${reasons.join(' ; ')}.`)
}
