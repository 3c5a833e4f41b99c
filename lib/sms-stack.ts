import { CustomResource, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { resources as collectReceipts } from '../functions/collect-receipts/resources.ts'
import { resources as setSmsAttributes } from '../functions/set-sms-attributes/resources.ts'
import { receiptLogGroupsOf, smsResourceNames } from '../shared/contract/sms-resource-names.ts'
import { allow, RoleWithRights } from './account/policies.ts'
import { FunctionWithRights } from './function-with-rights.ts'

const maskingPolicy = {
  Name: 'reassort',
  Description: 'Hides the phone numbers in the receipts of SMS',
  Version: '2021-06-01',
  // AWS documents `PhoneNumber-FR` for France only, and overseas numbers have other country codes.
  Configuration: { CustomDataIdentifier: [{ Name: 'E164', Regex: '\\+[0-9]{6,15}' }] },
  Statement: [
    { Sid: 'Find', DataIdentifier: ['E164'], Operation: { Audit: { FindingsDestination: {} } } },
    { Sid: 'Hide', DataIdentifier: ['E164'], Operation: { Deidentify: { MaskConfig: {} } } },
  ],
}

// Each account and region has one such stack: SNS has one set of SMS attributes there, and a log group accepts two filters.
export class SmsStack extends Stack {
  private readonly logGroups: ReturnType<typeof receiptLogGroupsOf>

  constructor(scope: Construct, props: StackProps = {}) {
    super(scope, smsResourceNames.stack, {
      ...props,
      description: 'Réassort: the SMS of this account, for all of its elections',
      terminationProtection: true,
    })
    this.logGroups = receiptLogGroupsOf(this)
    const receiptsTopic = new Topic(this, 'Receipts', {
      topicName: smsResourceNames.receiptsTopic,
      enforceSSL: true,
    })
    this.setAttributes(this.addCollector(receiptsTopic), this.addLogWriter())
  }

  private addCollector({ topicArn }: Topic): IFunction {
    const collector = new FunctionWithRights(
      this,
      'CollectReceipts',
      collectReceipts,
      {},
      { functionName: smsResourceNames.collector, settings: { RECEIPTS_TOPIC_ARN: topicArn } },
    )
    allow(collector, ['sns:Publish'], [topicArn])
    const { successes, failures } = this.logGroups
    for (const [id, logGroup] of Object.entries({ Successes: successes, Failures: failures })) {
      collector.addPermission(id, {
        principal: new ServicePrincipal('logs.amazonaws.com'),
        sourceAccount: this.account,
        sourceArn: `${this.arnOf(logGroup)}:*`,
      })
    }
    return collector
  }

  /** SNS logs receipts with this role: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
  private addLogWriter(): Role {
    const role = new RoleWithRights(this, 'SmsLogWriter', {
      assumedBy: new ServicePrincipal('sns.amazonaws.com', {
        // AWS does not document whether SNS sends this key. With `IfExists`, receipts arrive either way.
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': this.account } },
      }),
    })
    const actions = [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'logs:PutMetricFilter',
      'logs:PutRetentionPolicy',
    ]
    allow(role, actions, this.logGroupArns())
    return role
  }

  /** Uses a function: CloudFormation has no resource for the attributes, and fails if a log group exists already. */
  private setAttributes(collector: IFunction, logWriter: Role): void {
    const attributesSetter = new FunctionWithRights(
      this,
      'SetSmsAttributes',
      setSmsAttributes,
      {},
      {
        functionName: smsResourceNames.attributesSetter,
        // Longer than the waits of `setSmsAttributes`: three times the sum of `retrySeconds`.
        timeout: Duration.minutes(7),
      },
    )
    const attributeActions = [
      ...['sns:GetSMSAttributes', 'sms-voice:DescribeSpendLimits'],
      ...['sns:SetSMSAttributes', 'sms-voice:SetTextMessageSpendLimitOverride'],
    ]
    allow(attributesSetter, attributeActions, ['*'])
    allow(attributesSetter, ['iam:PassRole'], [logWriter.roleArn])
    const logActions = [
      'logs:CreateLogGroup',
      'logs:DeleteSubscriptionFilter',
      'logs:PutDataProtectionPolicy',
      'logs:PutRetentionPolicy',
      'logs:PutSubscriptionFilter',
    ]
    allow(attributesSetter, logActions, this.logGroupArns())
    const smsAttributes = new CustomResource(this, 'SmsAttributes', {
      resourceType: 'Custom::SmsAttributes',
      serviceToken: attributesSetter.functionArn,
      serviceTimeout: Duration.minutes(10),
      removalPolicy: RemovalPolicy.DESTROY,
      properties: {
        Attributes: {
          DefaultSMSType: 'Transactional',
          DeliveryStatusIAMRole: logWriter.roleArn,
          DeliveryStatusSuccessSamplingRate: '100',
        },
        LogGroupNames: Object.values(this.logGroups),
        RetentionInDays: RetentionDays.ONE_DAY,
        MaskingPolicy: JSON.stringify(maskingPolicy),
        FilterName: smsResourceNames.receiptsTopic,
        Collector: collector.functionArn,
        Again: this.node.tryGetContext('sms-attributes-again'),
      },
    })
    // CloudWatch Logs tests its permission to invoke the collector when a filter is added.
    smsAttributes.node.addDependency(collector)
  }

  private logGroupArns(): string[] {
    return Object.values(this.logGroups).flatMap((name) => [
      this.arnOf(name),
      `${this.arnOf(name)}:*`,
    ])
  }

  private arnOf(logGroup: string): string {
    return this.formatArn({ service: 'logs', resource: `log-group:${logGroup}` })
  }
}
