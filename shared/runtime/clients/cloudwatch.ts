import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

/** Waits longer than the default, since a query may cover weeks of many metrics. */
export function cloudWatchClient(region?: string): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    ...(region && { region }),
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
