import { SQSClient } from '@aws-sdk/client-sqs'
import { clientDefaults } from './defaults.ts'

export function sqsClient(): SQSClient {
  return new SQSClient(clientDefaults)
}
