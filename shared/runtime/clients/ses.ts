import { SESClient } from '@aws-sdk/client-ses'
import { clientDefaults } from './defaults.ts'

export function sesClient(): SESClient {
  return new SESClient(clientDefaults)
}
