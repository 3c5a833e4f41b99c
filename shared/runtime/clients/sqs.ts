import { SQSClient } from '@aws-sdk/client-sqs'
import { clientDefaults } from './timeouts.ts'

export function sqsClient(): SQSClient {
  return new SQSClient(clientDefaults)
}
