import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { JourneyFunction } from './journey-function.ts'

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
  private readonly topic: Topic

  constructor(scope: Construct, id: string, email: string | undefined) {
    super(scope, id)
    this.topic = teamTopic(this, email)
  }

  /** Counts the lines of a function's journal that match. */
  journalled(metricName: string, step: JourneyFunction, filterPattern: IFilterPattern) {
    return new MetricFilter(this, metricName, {
      logGroup: step.logGroup,
      filterPattern,
      metricNamespace: Stack.of(this).stackName,
      metricName,
    }).metric({ period, statistic: 'Sum' })
  }

  alarm(id: string, alarmCase: AlarmCase): Alarm {
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

/** A line of the journal whose field holds just that. */
export function is(field: string, value: string) {
  return FilterPattern.stringValue(field, '=', value)
}
