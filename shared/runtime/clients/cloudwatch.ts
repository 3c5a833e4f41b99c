import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

/** Weeks of seventy metrics take longer than an item of a table. @param region the function's own when absent */
export function cloudWatchClient(region?: string): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    ...(region && { region }),
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
