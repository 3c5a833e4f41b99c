import { SNSClient } from '@aws-sdk/client-sns'
import { clientDefaults } from './client-defaults.ts'

/** Publish is not idempotent: another try may be another SMS. The SDK waits longer and tries once; the queue retries. */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}

/** A message that a topic gets twice does no harm. */
export function snsTopicClient(): SNSClient {
  return new SNSClient(clientDefaults)
}
