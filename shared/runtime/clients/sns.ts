import { SNSClient } from '@aws-sdk/client-sns'
import { clientDefaults } from './client-defaults.ts'

/** The SDK must not retry, since that could send an SMS twice; the queue retries instead. */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}

export function snsTopicClient(): SNSClient {
  return new SNSClient(clientDefaults)
}
