import { Arn, ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations'
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources'
import { Construct } from 'constructs'
import { resources as collectReceipts } from '../functions/collect-receipts/resources.ts'
import { resources as recordReceipt } from '../functions/record-receipt/resources.ts'
import type { Election } from '../shared/domain/election.ts'
import { type FunctionContext, JourneyFunction } from './journey-function.ts'

/** What becomes of an SMS once SNS has taken it: the receipts that SNS writes, collected and recorded. */
export class Receipts extends Construct {
  readonly collectReceipts: JourneyFunction
  readonly recordReceipt: JourneyFunction

  constructor(scope: Construct, id: string, context: FunctionContext) {
    super(scope, id)
    this.collectReceipts = new JourneyFunction(this, 'CollectReceipts', collectReceipts, context)
    this.recordReceipt = new JourneyFunction(this, 'RecordReceipt', recordReceipt, context)

    const { region, account } = Stack.of(this)
    const successes = `sns/${region}/${account}/DirectPublishToPhoneNumber`
    const failures = `${successes}/Failure`
    const logGroups = [
      this.smsLogGroup('Successes', successes),
      this.smsLogGroup('Failures', failures),
    ]
    const attributes = this.setSmsAttributes(
      context.election,
      this.smsLogWriter(successes, failures),
    )
    // SNS would make the groups itself, and keep whole phone numbers for ever.
    attributes.node.addDependency(...logGroups)
  }

  /** A log group that SNS writes to: it knows it by its name alone. */
  private smsLogGroup(id: string, logGroupName: string): LogGroup {
    const logGroup = new LogGroup(this, id, {
      logGroupName,
      // They hold whole phone numbers: nobody needs them once they are collected.
      retention: RetentionDays.ONE_DAY,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    logGroup.addSubscriptionFilter('Collect', {
      destination: new LambdaDestination(this.collectReceipts),
      filterPattern: FilterPattern.allEvents(),
    })
    return logGroup
  }

  // https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
  private smsLogWriter(...logGroupNames: string[]): Role {
    const role = new Role(this, 'SmsLogWriter', {
      assumedBy: new ServicePrincipal('sns.amazonaws.com'),
    })
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'logs:PutMetricFilter',
          'logs:PutRetentionPolicy',
        ],
        resources: logGroupNames.flatMap((resourceName) => {
          const arnFormat = ArnFormat.COLON_RESOURCE_NAME
          const parts = { service: 'logs', resource: 'log-group', resourceName, arnFormat }
          const arn = Arn.format(parts, Stack.of(this))
          return [arn, `${arn}:*`]
        }),
      }),
    )
    return role
  }

  /** How SNS sends the SMS of this account and region: CloudFormation has no resource for it. */
  private setSmsAttributes(election: Election, writer: Role): AwsCustomResource {
    const call = {
      service: 'SNS',
      action: 'setSMSAttributes',
      parameters: {
        attributes: {
          DefaultSMSType: 'Transactional',
          DefaultSenderID: election.senderId,
          DeliveryStatusIAMRole: writer.roleArn,
          DeliveryStatusSuccessSamplingRate: '100',
          ...(election.smsMonthlySpendUsd && {
            MonthlySpendLimit: String(election.smsMonthlySpendUsd),
          }),
        },
      },
      physicalResourceId: PhysicalResourceId.of('sms-attributes'),
    }
    return new AwsCustomResource(this, 'SmsAttributes', {
      resourceType: 'Custom::SmsAttributes',
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'SmsAttributesLogs', { retention: RetentionDays.ONE_YEAR }),
      onCreate: call,
      onUpdate: call,
      // Nobody would collect them any more, and SNS would keep whole numbers for ever.
      onDelete: {
        service: 'SNS',
        action: 'setSMSAttributes',
        parameters: {
          attributes: { DeliveryStatusIAMRole: '', DeliveryStatusSuccessSamplingRate: '' },
        },
        ignoreErrorCodesMatching: '.*',
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        // AWS knows no resource for it: the attributes are those of the account in its region.
        new PolicyStatement({ actions: ['sns:SetSMSAttributes'], resources: ['*'] }),
        new PolicyStatement({ actions: ['iam:PassRole'], resources: [writer.roleArn] }),
      ]),
    })
  }
}
