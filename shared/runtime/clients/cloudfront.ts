import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { clientDefaults } from './timeouts.ts'

export function cloudFrontClient(): CloudFrontClient {
  return new CloudFrontClient(clientDefaults)
}
