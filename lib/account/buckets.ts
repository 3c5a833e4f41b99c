import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'

export const privateBucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
}

export const lockedBucketProps = (days: number) => ({
  ...privateBucketProps,
  versioned: true,
  objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(days)),
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
})
