import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

/** Weeks of some seventy figures take it longer than an item takes a table. */
/** @param region the function's own when absent */
export function cloudWatchClient(region?: string): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    ...(region && { region }),
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
