import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SESClient } from '@aws-sdk/client-ses'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/**
 * Settings of every AWS client. The SDK's own defaults wait for minutes; here a call to a dependency
 * that hangs ends within five seconds or so, so that the longest chain of them becomes a 503, or a
 * message put back, before the function's own timeout.
 */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}

// Functions, so that a bundle holds only the clients that its handler makes.

export function databaseClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
}

export function sqsClient(): SQSClient {
  return new SQSClient(clientDefaults)
}

export function sesClient(): SESClient {
  return new SESClient(clientDefaults)
}

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
