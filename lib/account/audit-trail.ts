import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { type CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { functionsIn } from '../function-with-rights.ts'
import type { KeptStack } from '../kept-stack.ts'

/**
 * Who read or wrote the tables beside our functions, and all calls of the account's management in all of its regions,
 * kept for two years. To act as a function, one must change it, its role or who takes that on: such a call is there.
 */
export class AuditTrail extends Construct {
  readonly records: IBucket

  private readonly selectors: CfnTrail.AdvancedEventSelectorProperty[]

  constructor(
    scope: Construct,
    id: string,
    { tables, encryptionKey }: Pick<KeptStack, 'tables' | 'encryptionKey'>,
  ) {
    super(scope, id)
    this.records = new Bucket(this, 'Records', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(730) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }) as IBucket
    // IAM, CloudFront and its firewall are told of in us-east-1.
    const trail = new Trail(this, 'Trail', {
      bucket: this.records,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
    })
    const stack = Stack.of(this)
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
    this.selectors = [
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
    ]
    made.advancedEventSelectors = Lazy.any({ produce: () => this.selectors })
  }

  /** Records who calls a function, and how: of some thousand calls. */
  recordCalls({ functionArn }: IFunction): void {
    this.selectors.push({
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: ['AWS::Lambda::Function'] },
        { field: 'resources.ARN', equalTo: [functionArn] },
      ],
    })
  }
}

/** How the ARN begins of whatever a service does with a role. */
function sessionsOf({ roleName }: IRole, { partition, account }: Stack): string {
  return `arn:${partition}:sts::${account}:assumed-role/${roleName}/`
}
