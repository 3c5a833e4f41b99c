import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Api } from './api.ts'
import type { JourneyFunction } from './journey-function.ts'
import type { Receipts } from './receipts.ts'
import type { Senders } from './senders.ts'
import { smsNames } from './sms-stack.ts'
import type { WorkQueue } from './work-queue.ts'

interface AlarmsProps {
  /** Whom to write to; the topic is there all the same for other subscriptions. */
  email: string | undefined
  /** Every queue, whose DLQ is to stay empty. */
  queues: WorkQueue[]
  smsQueue: WorkQueue
  smsDelay: Duration
  api: Api
  senders: Senders
  receipts: Receipts
}

export interface AlarmCase {
  metric: IMetric
  /** The alarm goes off above it. */
  above: number
  says: string
  /** Heading of docs/runbook.md that says what to do, as a link names it. */
  runbook: string
}

export const alarmPeriod = Duration.minutes(5)
const period = alarmPeriod

/** What the team is told of, each with the page of the runbook that says what to do. */
export class Alarms extends Construct {
  /** On while the API fails. */
  readonly failingApi: Alarm
  private readonly topic: Topic

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    this.topic = teamTopic(this, props.email)

    this.failingApi = this.alarm('FailingApi', {
      // A minute, because a new version is taken back when it goes off.
      metric: props.api.failures(Duration.minutes(1)),
      above: 5,
      says: 'The API answers with failures.',
      runbook: 'the-api-fails',
    })

    this.alarm('DailyCap', {
      metric: this.journalled('HeldSms', props.senders.sendIdentifier, is('$.event', 'sms.held')),
      above: 0,
      says: 'The daily cap is reached: SMS wait for tomorrow.',
      runbook: 'the-daily-cap-is-reached',
    })
    this.alarm('SpendLimit', {
      metric: this.journalled(
        'UnpaidSms',
        props.receipts.recordReceipt,
        FilterPattern.all(is('$.event', 'receipt.recorded'), is('$.failure', 'service-limit')),
      ),
      above: 0,
      says: 'SMS are not sent: the spending limit of the month, or the highest price of an SMS, is reached.',
      runbook: 'the-spend-limit-is-reached',
    })
    for (const { node, deadLetters } of props.queues) {
      this.alarm(`${node.id}DeadLetters`, {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({
          period,
          statistic: 'Maximum',
        }),
        above: 0,
        says: `Messages of the queue ${node.id} failed ten times.`,
        runbook: 'messages-in-a-dlq',
      })
    }
    this.alarm('RefusingCarrier', {
      metric: this.journalled(
        'NotTakenSms',
        props.senders.sendIdentifier,
        is('$.event', 'sms.not-taken'),
      ),
      above: 50,
      says: 'SNS takes no SMS, or fewer than the service sends.',
      runbook: 'sms-are-late',
    })
    this.alarm('MissedSms', {
      metric: this.journalled(
        'SmsReportedMissing',
        props.api.reportMissingSms,
        is('$.event', 'sms.reported-missing'),
      ),
      above: 50,
      says: 'Many voters say that their SMS did not arrive.',
      runbook: 'sms-do-not-arrive',
    })
    this.alarm('LateSms', {
      metric: props.smsQueue.queue.metricApproximateAgeOfOldestMessage({
        period,
        statistic: 'Maximum',
      }),
      above: props.smsDelay.plus(Duration.minutes(15)).toSeconds(),
      says: 'An SMS is fifteen minutes late or more.',
      runbook: 'sms-are-late',
    })
    this.alarm('LateLinks', {
      metric: this.journalled(
        'LateLinkMails',
        props.senders.mailPasswordLink,
        FilterPattern.all(
          FilterPattern.any(is('$.mailing', 'mailed'), is('$.mailing', 'no-turn')),
          FilterPattern.numberValue('$.waitedSeconds', '>', 1800),
        ),
      ),
      above: 0,
      says: 'Links to choose a password leave more than half an hour late.',
      runbook: 'e-mails-are-late',
    })
    this.alarm('UnconfirmedSms', {
      metric: this.journalled(
        'SmsBeforeItsMail',
        props.senders.sendIdentifier,
        is('$.event', 'sms.before-its-mail'),
      ),
      above: 0,
      says: 'SMS leave before the e-mail that could have stopped them.',
      runbook: 'e-mails-are-late',
    })
    this.alarm('Sweep', {
      metric: props.senders.requeueOverdueReissues.metricErrors({ period, statistic: 'Sum' }),
      above: 0,
      says: 'The sweep that forgets no request fails.',
      runbook: 'the-sweep-fails',
    })
    // The collector is the account's: each election's team is told.
    this.alarm('UnreadableReceipts', {
      metric: new Metric({
        namespace: smsNames.stack,
        metricName: smsNames.unreadableMetric,
        period,
        statistic: 'Sum',
      }),
      above: 0,
      says: 'Receipts of SMS could not be read: SNS may write them in another form.',
      runbook: 'receipts-are-lost',
    })
    this.alarm('LostReceipts', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensionsMap: { FunctionName: smsNames.collector },
        period,
        statistic: 'Sum',
      }),
      above: 0,
      says: 'Receipts of SMS were not collected.',
      runbook: 'receipts-are-lost',
    })
  }

  /** Counts the lines of a function's journal that match. */
  private journalled(metricName: string, step: JourneyFunction, filterPattern: IFilterPattern) {
    return new MetricFilter(this, metricName, {
      logGroup: step.logGroup,
      filterPattern,
      metricNamespace: Stack.of(this).stackName,
      metricName,
    }).metric({ period, statistic: 'Sum' })
  }

  private alarm(id: string, alarmCase: AlarmCase): Alarm {
    return teamAlarm(this, id, this.topic, alarmCase)
  }
}

/** Where the team's alarms go. */
export function teamTopic(scope: Construct, email: string | undefined): Topic {
  const topic = new Topic(scope, 'Team', { enforceSSL: true })
  // A policy of its own replaces the topic's default one, which let the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  if (email) topic.addSubscription(new EmailSubscription(email))
  return topic
}

export function teamAlarm(
  scope: Construct,
  id: string,
  topic: Topic,
  { metric, above, says, runbook }: AlarmCase,
): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${says} docs/runbook.md#${runbook}`,
  })
  alarm.addAlarmAction(new SnsAction(topic))
  return alarm
}

function is(field: string, value: string) {
  return FilterPattern.stringValue(field, '=', value)
}
