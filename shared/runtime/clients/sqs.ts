import { SQSClient } from '@aws-sdk/client-sqs'
import { clientDefaults } from './client-defaults.ts'

export function sqsClient(): SQSClient {
  return new SQSClient(clientDefaults)
}
