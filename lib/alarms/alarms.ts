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
import type { FunctionWithRights } from '../function-with-rights.ts'

export type AlarmCase = {
  metric: IMetric
  says: string
  /** Heading of docs/runbook.md that says what to do, as a link names it. */
  runbook: string
} & (
  | {
      /** The alarm goes off above it, and silence is good. */
      above: number
    }
  | {
      /** The alarm goes off below it, and in silence. */
      below: number
    }
)

export const alarmPeriod = Duration.minutes(5)
const period = alarmPeriod

/** What the team is told of, each with the page of the runbook that says what to do. */
export class Alarms extends Construct {
  private readonly topic: Topic

  constructor(scope: Construct, id: string, email: string | undefined) {
    super(scope, id)
    this.topic = teamTopic(this, email)
  }

  /** Counts the lines that match in the journal of a function, or of several together. */
  journalled(
    metricName: string,
    steps: FunctionWithRights | FunctionWithRights[],
    filterPattern: IFilterPattern,
  ): Metric {
    const metricNamespace = Stack.of(this).stackName
    for (const step of [steps].flat()) {
      const id = step === steps ? metricName : `${metricName}Of${step.node.id}`
      const { logGroup } = step
      new MetricFilter(this, id, { logGroup, filterPattern, metricNamespace, metricName })
    }
    return new Metric({ namespace: metricNamespace, metricName, period, statistic: 'Sum' })
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
  { metric, says, runbook, ...bound }: AlarmCase,
): Alarm {
  const limit =
    'above' in bound
      ? {
          threshold: bound.above,
          comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }
      : {
          threshold: bound.below,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }
  const alarm = new Alarm(scope, id, {
    metric,
    ...limit,
    evaluationPeriods: 1,
    alarmDescription: `${says} docs/runbook.md#${runbook}`,
  })
  alarm.addAlarmAction(new SnsAction(topic))
  return alarm
}

/** A line of the journal whose field holds just that. */
export function is(field: string, value: string) {
  return FilterPattern.stringValue(field, '=', value)
}
