import { SNSClient } from '@aws-sdk/client-sns'
import { clientDefaults } from './client-defaults.ts'

/** Publish is not idempotent: a retry may send a second SMS. Only the queue retries. */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}

/** Duplicate messages to a topic are harmless. */
export function snsTopicClient(): SNSClient {
  return new SNSClient(clientDefaults)
}
