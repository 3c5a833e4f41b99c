import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { unlessGone } from '../unless-gone.ts'
import type { Destroyer } from './destroyed-and-kept.ts'

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
      await unlessGone(() => client.send(new DeleteLogGroupCommand({ logGroupName })))
    },
  }
}
