import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { clientDefaults } from './timeouts.ts'

export function logsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientDefaults)
}
