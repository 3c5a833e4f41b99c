import { SESClient } from '@aws-sdk/client-ses'
import { clientDefaults } from './client-defaults.ts'

export function sesClient(): SESClient {
  return new SESClient(clientDefaults)
}
