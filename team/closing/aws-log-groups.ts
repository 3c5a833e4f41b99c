import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Destroyer } from './holdings.ts'

export function logGroupDestroyer(client: CloudWatchLogsClient): Destroyer {
  return {
    async look(logGroupNamePrefix) {
      // The shortest name that begins so comes first.
      const { logGroups = [] } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix }),
      )
      return logGroups.some(({ logGroupName }) => logGroupName === logGroupNamePrefix)
        ? {}
        : undefined
    },

    async destroy(logGroupName) {
      try {
        await client.send(new DeleteLogGroupCommand({ logGroupName }))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
