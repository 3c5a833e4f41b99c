import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

/** Waits longer than other clients: one query covers weeks of dozens of metrics. */
export function cloudWatchClient(region?: string): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    ...(region && { region }),
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
