import { Duration, Lazy, Stack } from 'aws-cdk-lib'
import { type CfnTrail, Trail } from 'aws-cdk-lib/aws-cloudtrail'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { DataStack } from '../data-stack.ts'
import { functionsIn } from '../function-with-rights.ts'
import { lockedBucketProps } from './buckets.ts'
import { namePrefixesOf, sharedNameLength } from './policies.ts'

interface AuditTrailProps extends Pick<DataStack, 'tables' | 'encryptionKey'> {
  lockDays: number
}

export class AuditTrail extends Construct {
  readonly bucket: IBucket

  constructor(scope: Construct, id: string, { tables, encryptionKey, lockDays }: AuditTrailProps) {
    super(scope, id)
    const stack = Stack.of(this)
    const { stackName, partition, account } = stack
    const arnOf = (service: string, resource: string) => stack.formatArn({ service, resource })
    const trailArnPattern = arnOf('cloudtrail', `trail/${stackName.slice(0, sharedNameLength)}*`)
    this.bucket = new Bucket(this, 'Records', {
      ...lockedBucketProps(lockDays),
      lifecycleRules: [
        {
          expiration: Duration.days(Math.max(730, lockDays)),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    }) as IBucket
    // CDK's statements lack this condition, which AWS advises:
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['s3:*'],
        resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
        conditions: { ArnNotLike: { 'aws:SourceArn': trailArnPattern } },
      }),
    )
    const trail = new Trail(this, 'Trail', {
      bucket: this.bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
    })
    const functionSessionArns = Lazy.list({
      produce: () =>
        functionsIn(stack).flatMap(({ role }) =>
          role ? `arn:${partition}:sts::${account}:assumed-role/${role.roleName}/` : [],
        ),
    })
    const dataEventSelector = (type: string) =>
      eventSelector('Data', {
        'resources.type': { equalTo: [type] },
        'resources.ARN': { startsWith: Object.values(tables).map(({ tableArn }) => tableArn) },
        // Excludes our functions. Whoever changes one or assumes its role makes a call that this trail records.
        'userIdentity.arn': { notStartsWith: functionSessionArns },
      })
    const cfnTrail = trail.node.defaultChild as CfnTrail
    // AWS accepts only one kind of selector, and CDK sets an empty list of the basic kind.
    cfnTrail.eventSelectors = undefined
    cfnTrail.advancedEventSelectors = [
      // Secret reads are management events. A trail's selectors for these have no field for the resource.
      eventSelector('Management', {
        eventSource: { notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      }),
      ...(encryptionKey ? [eventSelector('Management', { readOnly: { equalTo: ['false'] } })] : []),
      dataEventSelector('AWS::DynamoDB::Table'),
      dataEventSelector('AWS::DynamoDB::Stream'),
      // Excludes callers without an ARN: AWS services, which call our functions often.
      eventSelector('Data', {
        'resources.type': { equalTo: ['AWS::Lambda::Function'] },
        'resources.ARN': {
          startsWith: namePrefixesOf(stackName).map((name) => arnOf('lambda', `function:${name}`)),
        },
        'userIdentity.arn': { startsWith: ['arn:'] },
      }),
    ]
  }
}

type FieldSelector = CfnTrail.AdvancedFieldSelectorProperty

function eventSelector(category: string, fields: Record<string, Omit<FieldSelector, 'field'>>) {
  const fieldSelectors = Object.entries(fields).map(([field, condition]) => ({
    field,
    ...condition,
  }))
  return { fieldSelectors: [{ field: 'eventCategory', equalTo: [category] }, ...fieldSelectors] }
}
