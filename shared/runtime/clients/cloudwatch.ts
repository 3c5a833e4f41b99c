import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { clientDefaults } from './client-defaults.ts'

export function cloudWatchClient(region?: string): CloudWatchClient {
  return new CloudWatchClient({
    ...clientDefaults,
    ...(region && { region }),
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}
