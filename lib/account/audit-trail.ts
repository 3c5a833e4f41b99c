import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { type CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail'
import { Effect, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { DataStack } from '../data-stack.ts'
import { functionsIn } from '../function-with-rights.ts'
import { sharedLetters } from './policies.ts'

interface AuditTrailProps extends Pick<DataStack, 'tables' | 'encryptionKey'> {
  /** Nobody can delete a file for so long. */
  lockDays: number
}

/**
 * Keeps for two years who read or wrote the tables beside our functions, who called these, and all management calls of
 * the account in all regions. Whoever acts as a function must first change it, its role or who assumes that: such a call
 * is there.
 */
export class AuditTrail extends Construct {
  readonly records: IBucket

  constructor(scope: Construct, id: string, { tables, encryptionKey, lockDays }: AuditTrailProps) {
    super(scope, id)
    const stack = Stack.of(this)
    const arnOf = (service: string, kind: string) =>
      stack.formatArn({ service, resource: kind + stack.stackName.slice(0, sharedLetters) })
    this.records = new Bucket(this, 'Records', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(lockDays)),
      lifecycleRules: [
        {
          expiration: Duration.days(Math.max(730, lockDays)),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }) as IBucket
    // CDK's own statements let CloudTrail put files for the trail of any account.
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    this.records.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['s3:*'],
        resources: [this.records.bucketArn, this.records.arnForObjects('*')],
        conditions: { ArnNotLike: { 'aws:SourceArn': `${arnOf('cloudtrail', 'trail/')}*` } },
      }),
    )
    const trail = new Trail(this, 'Trail', {
      bucket: this.records,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
    })
    // Lazy: one of the functions, made later, records what the trail tells.
    const functions = Lazy.list({
      produce: () =>
        functionsIn(stack).flatMap(({ role }) => (role ? [sessionsOf(role, stack)] : [])),
    })
    const data = (type: string) => ({
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: [type] },
        { field: 'resources.ARN', startsWith: tables.all.map(({ tableArn }) => tableArn) },
        { field: 'userIdentity.arn', notStartsWith: functions },
      ],
    })
    const made = trail.node.defaultChild as CfnTrail
    // AWS takes one kind of selectors; CDK writes an empty list of these.
    made.eventSelectors = undefined
    made.advancedEventSelectors = [
      {
        // Reading a secret is a management event, and no selector tells those of one stack apart.
        fieldSelectors: [
          { field: 'eventCategory', equalTo: ['Management'] },
          { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
        ],
      },
      // KMS has millions of uses: only changes of keys and of who may use them.
      ...(encryptionKey
        ? [
            {
              fieldSelectors: [
                { field: 'eventCategory', equalTo: ['Management'] },
                { field: 'readOnly', equalTo: ['false'] },
              ],
            },
          ]
        : []),
      data('AWS::DynamoDB::Table'),
      data('AWS::DynamoDB::Stream'),
      {
        // Services, which call our functions millions of times, have no ARN.
        fieldSelectors: [
          { field: 'eventCategory', equalTo: ['Data'] },
          { field: 'resources.type', equalTo: ['AWS::Lambda::Function'] },
          { field: 'resources.ARN', startsWith: [arnOf('lambda', 'function:')] },
          { field: 'userIdentity.arn', startsWith: ['arn:'] },
        ],
      },
    ]
  }
}

function sessionsOf({ roleName }: IRole, { partition, account }: Stack): string {
  return `arn:${partition}:sts::${account}:assumed-role/${roleName}/`
}
