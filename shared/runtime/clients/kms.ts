import { KMSClient } from '@aws-sdk/client-kms'
import { clientDefaults } from './timeouts.ts'

export function kmsClient(): KMSClient {
  return new KMSClient(clientDefaults)
}
