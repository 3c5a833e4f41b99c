import { RemovalPolicy } from 'aws-cdk-lib'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { lockedBucketProps } from '../account/buckets.ts'

export class Ledger extends Construct {
  readonly bucket: IBucket
  readonly signingKey: Key

  constructor(scope: Construct, id: string, lockDays: number) {
    super(scope, id)
    const bucket = new Bucket(this, 'Segments', lockedBucketProps(lockDays))
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    this.bucket = bucket as IBucket
    this.signingKey = new Key(this, 'SigningKey', {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      description: 'Réassort: signs where the ledger ends',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }
}
