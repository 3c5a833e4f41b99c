import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

/** Weeks of some seventy figures take it longer than an item takes a table. */
export function cloudWatchClient(): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
