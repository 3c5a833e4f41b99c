import { compileFunction } from 'node:vm'
import type { MetricAlarm, MetricDataQuery, StateValue } from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from '../../local/app/read-app.ts'
import { type Metrics, periodMilliseconds, readStatistic } from '../../local/metrics.ts'

export interface AlarmState {
  definition: AlarmDefinition
  value: StateValue
  reason: string
  since: number
}

export interface AlarmChange {
  definition: AlarmDefinition
  now: StateValue
}

export const minute = 60_000

/** Returns the value of a metric or expression in the period that begins at `from`. @throws Error for an unknown one */
export function queriedValue(
  metrics: Metrics,
  query: MetricDataQuery,
  from: number,
  queries: readonly MetricDataQuery[],
): number | undefined {
  if (query.MetricStat) return readStatistic(metrics, query, from)
  return valueOfExpression(query.Expression ?? '', (id) => {
    const named = queries.find(({ Id }) => Id === id)
    if (!named) throw new Error(`No query has the id ${id}`)
    return queriedValue(metrics, named, from, queries)
  })
}

export function queriesOf({
  Metrics,
  Period,
  Statistic,
  ...metric
}: MetricAlarm): MetricDataQuery[] {
  return Metrics ?? [{ Id: 'm', MetricStat: { Metric: metric, Period, Stat: Statistic } }]
}

/**
 * CloudWatch evaluates some periods beyond the alarm's own and uses their values for missing ones, so the state lasts
 * that much longer. AWS does not document the number; its example has two.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
const periodsBeyond = 2

export function evaluateAlarm(
  settings: MetricAlarm,
  metrics: Metrics,
): { value: StateValue; reason: string } {
  const end = Math.floor(Date.now() / minute) * minute
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: enough = periods } = settings
  const queries = queriesOf(settings)
  const judged = queries.find(({ ReturnData = true }) => ReturnData) as MetricDataQuery
  // CDK gives all metrics of an expression the same period.
  const period = periodMilliseconds(queries.find(({ MetricStat }) => MetricStat) ?? judged)
  const newestFirst = Array.from({ length: periods + periodsBeyond }, (_, index) =>
    queriedValue(metrics, judged, end - (index + 1) * period, queries),
  )
  const found = newestFirst.filter((value) => value !== undefined).slice(0, periods)
  const breaching = found.filter((value) => breaches(value, settings)).length
  const datapoint = newestFirst[0] === undefined ? 'no datapoint' : `datapoint ${newestFirst[0]}`
  const reason = `Threshold Crossed: ${datapoint}, threshold ${settings.Threshold} (${settings.ComparisonOperator})`
  // Our alarms treat missing data as breaching or not, and nothing else.
  const isMissed = settings.TreatMissingData === 'breaching'
  const counted = breaching + (isMissed ? periods - found.length : 0)
  return { value: counted >= enough ? 'ALARM' : 'OK', reason }
}

function breaches(value: number, { Threshold = 0, ComparisonOperator }: MetricAlarm): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold
    case 'LessThanThreshold':
      return value < Threshold
  }
  throw new Error(`No alarm of ours compares by ${ComparisonOperator}`)
}

const functions = {
  SUM: (values: number[]) => values.reduce((sum, one) => sum + one, 0),
  MAX: (values: number[]) => Math.max(...values),
  MIN: (values: number[]) => Math.min(...values),
  FILL: (value: number, filling: number) => (Number.isNaN(value) ? filling : value),
  IF: (condition: number, then: number, otherwise: number) =>
    Number.isNaN(condition) ? Number.NaN : condition ? then : otherwise,
}

const words = /^(?:[\w.]+|[<>=!]=|[-+*/<>()[\],\s])+$/

/**
 * Returns the value of a metric expression, which is JavaScript's syntax but for two words.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws Error for syntax that our alarms and dashboard do not use
 */
function valueOfExpression(
  expression: string,
  valueNamed: (id: string) => number | undefined,
): number | undefined {
  const names = [...new Set(expression.match(/[A-Za-z_]\w*/g))].filter(
    (name) => !Object.hasOwn(functions, name) && name !== 'AND' && name !== 'OR',
  )
  const values = names.map((name) => valueNamed(name) ?? Number.NaN)
  const script = expression.replaceAll(/\bAND\b/g, '&&').replaceAll(/\bOR\b/g, '||')
  try {
    if (!words.test(expression)) throw new SyntaxError('Another word')
    const parameters = [...Object.keys(functions), ...names]
    const value = compileFunction(`return Number(${script})`, parameters)(
      ...Object.values(functions),
      ...values,
    )
    return Number.isFinite(value) ? value : undefined
  } catch (cause) {
    throw new Error(`The local run does not know the expression ${expression}`, { cause })
  }
}
