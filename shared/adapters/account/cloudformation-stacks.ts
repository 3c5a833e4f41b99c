import {
  type CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3'
import type { DeployOutcome } from '../../contract/stack-deployments.ts'

/** The files of deployments, by the digest of what they hold. */
export function filesOfBootstrap(client: S3Client, bucket: string) {
  return {
    async readTemplate(digest: string) {
      const where = { Bucket: bucket, Key: `${digest}.json` }
      try {
        const { Body, VersionId } = await client.send(new GetObjectCommand(where))
        const content = (await Body?.transformToByteArray()) ?? new Uint8Array()
        // What was read, whatever anybody puts in its place until CloudFormation reads it too.
        const version = VersionId ? `?versionId=${encodeURIComponent(VersionId)}` : ''
        const region = await client.config.region()
        return {
          content,
          url: `https://s3.${region}.amazonaws.com/${bucket}/${where.Key}${version}`,
        }
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }
}

/** @param role by whose rights CloudFormation works */
export function cloudFormationStacks(client: CloudFormationClient, role: string) {
  const asked = (stack: string, url: string) => ({
    ...{ StackName: stack, TemplateURL: url, RoleARN: role },
    Capabilities: ['CAPABILITY_NAMED_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const],
  })
  return {
    async statusOf(stack: string): Promise<string | undefined> {
      try {
        const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }))
        return Stacks?.[0]?.StackStatus
      } catch (error) {
        if (saysInvalid(error, /does not exist/)) return undefined
        throw error
      }
    },
    create: (stack: string, url: string) =>
      outcomeOf(() => client.send(new CreateStackCommand(asked(stack, url)))),
    update: (stack: string, url: string) =>
      outcomeOf(() => client.send(new UpdateStackCommand(asked(stack, url)))),
  }
}

async function outcomeOf(begin: () => Promise<unknown>): Promise<DeployOutcome> {
  try {
    await begin()
    return 'begun'
  } catch (error) {
    if (saysInvalid(error, /No updates are to be performed/)) return 'unchanged'
    if (saysInvalid(error, /./)) return 'refused'
    throw error
  }
}

/** CloudFormation has one name for all that it refuses. */
function saysInvalid(error: unknown, what: RegExp): boolean {
  const { name, message } = error as Error
  return name === 'ValidationError' && what.test(message)
}
