import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import type { MetricStat } from '../../shared/domain/metrics.ts'
import { type AlarmName, alarmTexts } from '../../shared/texts/alarms.ts'
import { metricsNamespace } from '../metrics-namespace.ts'

/** Account-wide metrics, which also count other applications in the region. */
const accountMetrics = {
  mails: { namespace: 'AWS/SES', metric: 'Send', statistic: 'Sum' },
  bounces: { namespace: 'AWS/SES', metric: 'Reputation.BounceRate', statistic: 'Maximum' },
  complaints: { namespace: 'AWS/SES', metric: 'Reputation.ComplaintRate', statistic: 'Maximum' },
  monthlySpend: { namespace: 'AWS/SNS', metric: 'SMSMonthToDateSpentUSD', statistic: 'Maximum' },
  claimedConcurrency: {
    namespace: 'AWS/Lambda',
    metric: 'ClaimedAccountConcurrency',
    statistic: 'Maximum',
  },
} as const satisfies Record<string, MetricStat>

type AccountMetric = keyof typeof accountMetrics

/** Share of a limit that raises an alarm: AWS takes days to raise a limit. */
export const warningShare = 0.8

interface AlarmCase {
  metric: IMetric
  above?: number
  below?: number
  evaluationPeriods?: number
}

export type AlarmTable = { readonly [name in AlarmName]?: AlarmCase }

export const alarmPeriod = Duration.minutes(5)

/** Counts a missing value as 0. `id` prefixes the metrics' ids, which must differ within a graph. */
export function combinedMetric(
  by: 'SUM' | 'MAX' | 'MIN',
  metrics: IMetric[],
  { id = 'm', label }: { id?: string; label?: string | undefined } = {},
): MathExpression {
  const names = metrics.map((_, index) => `${id}${index}`)
  return new MathExpression({
    expression: `${by}([${names.map((name) => `FILL(${name}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`${id}${index}`, metric])),
    period: alarmPeriod,
    ...(label !== undefined && { label }),
  })
}

export function loggedMetric(
  scope: Construct,
  metricName: MetricName,
  options: MetricOptions = {},
): Metric {
  const namespace = metricsNamespace(scope)
  return new Metric({ namespace, metricName, period: alarmPeriod, statistic: 'Sum', ...options })
}

export function accountMetric(name: AccountMetric, options: MetricOptions): Metric {
  const { namespace, metric: metricName, statistic } = accountMetrics[name]
  return new Metric({ namespace, metricName, statistic, ...options })
}

export function teamTopic(scope: Construct, email: string | undefined): Topic {
  const topic = new Topic(scope, 'Team', { enforceSSL: true })
  // A resource policy replaces the default one, which allowed the account's alarms.
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
  name: AlarmName,
  topic: Topic,
  { metric, above = 0, below, evaluationPeriods = 1 }: AlarmCase,
): Alarm {
  const limit =
    below === undefined
      ? {
          threshold: above,
          comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }
      : {
          threshold: below,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }
  const alarm = new Alarm(scope, name, {
    metric,
    ...limit,
    evaluationPeriods,
    datapointsToAlarm: 1,
    alarmDescription: `${alarmTexts[name].says} docs/runbook.md#${alarmTexts[name].remedy}`,
  })
  const mail = new SnsAction(topic)
  alarm.addAlarmAction(mail)
  alarm.addOkAction(mail)
  return alarm
}
