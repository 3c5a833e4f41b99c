import { SESClient } from '@aws-sdk/client-ses'
import { clientDefaults } from './timeouts.ts'

export function sesClient(): SESClient {
  return new SESClient(clientDefaults)
}
