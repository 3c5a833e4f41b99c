import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { clientDefaults } from './defaults.ts'

export function cloudFrontClient(): CloudFrontClient {
  return new CloudFrontClient(clientDefaults)
}
