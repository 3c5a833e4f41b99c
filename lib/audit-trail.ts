import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { type CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

/** Who read or wrote the voters' table, and who read the keys, kept for two years. */
export class AuditTrail extends Construct {
  readonly records: IBucket

  constructor(scope: Construct, id: string, voters: Table) {
    super(scope, id)
    this.records = new Bucket(this, 'Records', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(730) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }) as IBucket
    const trail = new Trail(this, 'Trail', {
      bucket: this.records,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
    })
    ;(trail.node.defaultChild as CfnTrail).eventSelectors = [
      {
        // Reading a secret is a management event; those cannot be told apart from the account's others.
        includeManagementEvents: true,
        excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
        readWriteType: 'All',
        dataResources: [{ type: 'AWS::DynamoDB::Table', values: [voters.tableArn] }],
      },
    ]
  }
}
