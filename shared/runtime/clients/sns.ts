import { SNSClient } from '@aws-sdk/client-sns'
import { clientDefaults } from './client-defaults.ts'

/** Client for SMS, without retries, which could send an SMS twice. Only the queue retries. */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}

export function snsTopicClient(): SNSClient {
  return new SNSClient(clientDefaults)
}
