import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'

export const privateBucket = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
}

/** Nobody can delete a version within these days, nor shorten them. */
export const lockedBucket = (days: number) => ({
  ...privateBucket,
  versioned: true,
  objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(days)),
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
})
