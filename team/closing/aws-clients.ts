import { BackupClient } from '@aws-sdk/client-backup'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { S3Client } from '@aws-sdk/client-s3'

/** What only AWS has of an election, and a local run has not. */
export function awsClients() {
  return {
    // Deletions of many log groups or stacks meet the limits of their APIs.
    cloudFormation: new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 }),
    edgeCloudFormation: new CloudFormationClient({ region: 'us-east-1', maxAttempts: 10 }),
    logs: new CloudWatchLogsClient({ retryMode: 'adaptive', maxAttempts: 10 }),
    backup: new BackupClient({ retryMode: 'adaptive', maxAttempts: 10 }),
    s3: new S3Client(),
  }
}

export type AwsClients = ReturnType<typeof awsClients>
