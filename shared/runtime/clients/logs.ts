import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { clientDefaults } from './defaults.ts'

export function logsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientDefaults)
}
