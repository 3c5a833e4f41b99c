import { SNSClient } from '@aws-sdk/client-sns'
import { clientDefaults } from './client-defaults.ts'

/**
 * SNS knows no idempotency: each Publish that is tried again may be one more SMS, billed. So the SDK
 * waits longer and tries once; the queue tries again.
 */
export function snsClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 8000 },
  })
}

/** What a topic gets twice does no harm. */
export function snsTopicClient(): SNSClient {
  return new SNSClient(clientDefaults)
}
