import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { S3Client } from '@aws-sdk/client-s3'

export function newAwsClients() {
  return {
    // Deleting many stacks and log groups reaches the rate limits of their APIs.
    cloudFormation: new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 }),
    edgeCloudFormation: new CloudFormationClient({ region: 'us-east-1', maxAttempts: 10 }),
    logs: new CloudWatchLogsClient({ retryMode: 'adaptive', maxAttempts: 10 }),
    s3: new S3Client(),
  }
}

export type AwsClients = ReturnType<typeof newAwsClients>
