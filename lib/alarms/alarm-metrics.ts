import { Duration } from 'aws-cdk-lib'
import {
  type IMetric,
  MathExpression,
  Metric,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { RouteName } from '../../shared/contract/routes.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'
import { tables as definitions } from '../../shared/tables/tables.ts'
import type { Api } from '../api.ts'
import { metricsNamespace } from '../metrics-namespace.ts'
import { requestsPerSecond } from '../route-throttles.ts'
import type { Tables } from '../tables.ts'

const [minute, hour] = [Duration.minutes(1), Duration.hours(1)]

export const warningShare = 0.8

function accountMetric(namespace: string, metricName: string, statistic: string, period: Duration) {
  return new Metric({ namespace, metricName, statistic, period })
}

export const accountMetrics = {
  mails: accountMetric('AWS/SES', 'Send', 'Sum', Duration.days(1)),
  bounces: accountMetric('AWS/SES', 'Reputation.BounceRate', 'Maximum', hour),
  complaints: accountMetric('AWS/SES', 'Reputation.ComplaintRate', 'Maximum', hour),
  monthlySpend: accountMetric('AWS/SNS', 'SMSMonthToDateSpentUSD', 'Maximum', hour),
  claimedConcurrency: accountMetric('AWS/Lambda', 'ClaimedAccountConcurrency', 'Maximum', minute),
}

export function loggedMetric(scope: Construct, metricName: MetricName, options?: MetricOptions) {
  return new Metric({
    namespace: metricsNamespace(scope),
    metricName,
    statistic: 'Sum',
    ...options,
  })
}

/** Metric ids must differ within a graph, so a second expression needs another prefix. */
const combineMetrics =
  (aggregate: string) =>
  (metrics: IMetric[], prefix = 'm') => {
    const values = metrics.map((_, index) => `FILL(${prefix}${index}, 0)`)
    const namedMetrics = metrics.map((metric, index) => [`${prefix}${index}`, metric])
    return new MathExpression({
      expression: `${aggregate}([${values.join(', ')}])`,
      usingMetrics: Object.fromEntries(namedMetrics),
    })
  }

export const [sumOf, greatestOf, leastOf] = [
  combineMetrics('SUM'),
  combineMetrics('MAX'),
  combineMetrics('MIN'),
]

/** An alarm can use ten metrics. The three tables left out are seldom written. Reads are few too: functions cache the calendar. */
const watchedTables = (Object.keys(definitions) as TableName[]).filter(
  (name) => !['interventions', 'calendar', 'approvals'].includes(name),
)

export function throttlesOf(tables: Tables, kind: 'Read' | 'Write'): MathExpression {
  const throttles = watchedTables.map((name) =>
    tables[name].metric(`${kind}ThrottleEvents`, { statistic: 'Sum' }),
  )
  return sumOf(throttles, kind.toLowerCase())
}

// An alarm can use ten metrics. API Gateway's metrics per route are billed, so we use invocations.
const watchedRoutes = [
  'POST /api/account/link',
  'PUT /api/account/password',
  'POST /api/session',
  'GET /api/voter',
  'POST /api/captchas',
  'POST /api/reissues',
  'GET /api/reissues/{id}',
  'POST /api/reissues/{id}/cancel',
  'POST /api/booth/session',
  'GET /api/booth',
] as const satisfies RouteName[]

export function callsOf(api: Api): { route: RouteName; calls: Metric; callLimit: number }[] {
  return watchedRoutes.map((route) => {
    const { handler, routes } = api.routedFunctionOf(route)
    const perSecond = routes.reduce((sum, name) => sum + requestsPerSecond(name), 0)
    return {
      route,
      calls: handler.metricInvocations({ period: minute }),
      callLimit: 60 * perSecond,
    }
  })
}
