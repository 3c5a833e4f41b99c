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
import { functionsIn } from '../function-with-rights.ts'
import type { KeptStack } from '../kept-stack.ts'
import { sharedLetters } from './policies.ts'

interface AuditTrailProps extends Pick<KeptStack, 'tables' | 'encryptionKey'> {
  /** For which nobody can delete a file, as no segment of the ledger. */
  lockDays: number
}

/**
 * Who read or wrote the tables beside our functions, who called these, and all calls of the account's management in all
 * of its regions, kept for two years. To act as a function, one must change it, its role or who takes that on: such a
 * call is there.
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
    // CloudTrail puts files wherever the trail of any account says; CDK's own statements let it.
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
    // IAM, CloudFront and its firewall are told of in us-east-1.
    const trail = new Trail(this, 'Trail', {
      bucket: this.records,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
    })
    // Asked once all are made: one of them records what the trail tells.
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
    // AWS takes one kind of selectors or the other, and CDK writes an empty list of these.
    made.eventSelectors = undefined
    made.advancedEventSelectors = [
      {
        // Reading a secret is a management event; those cannot be told apart from the account's others.
        fieldSelectors: [
          { field: 'eventCategory', equalTo: ['Management'] },
          { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
        ],
      },
      // Of KMS, what changes keys and who may use them: each use would be millions.
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
      // What is written to a table can also be read of its stream.
      data('AWS::DynamoDB::Stream'),
      {
        // A function believes the event that it is given. Services, which call it millions of times, have no ARN.
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

/** How the ARN begins of whatever a service does with a role. */
function sessionsOf({ roleName }: IRole, { partition, account }: Stack): string {
  return `arn:${partition}:sts::${account}:assumed-role/${roleName}/`
}
