import type { MetricAlarm, MetricDataQuery, StateValue } from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from '../app/synthesised-app.ts'
import { type Metrics, minuteMilliseconds } from './metrics.ts'
import { type QueriedMetric, queryMetrics } from './query-metrics.ts'

export interface AlarmState {
  definition: AlarmDefinition
  value: StateValue
  reason: string
  /** By the metric clock. */
  since: number
}

export interface AlarmChange {
  definition: AlarmDefinition
  before: StateValue
  now: StateValue
  reason: string
}

export interface Alarms {
  states(): readonly AlarmState[]
  evaluate(): void
  /** Until the next evaluation, as `SetAlarmState` does. */
  set(name: string, value: StateValue, reason: string): boolean
}

export function startAlarms(
  definitions: readonly AlarmDefinition[],
  metrics: Metrics,
  changed: (change: AlarmChange) => void,
): Alarms {
  const watched = definitions.map((definition) => ({
    definition,
    metric: watchedBy(definition, metrics),
    value: 'INSUFFICIENT_DATA' as StateValue,
    reason: 'Unchecked: Initial alarm creation',
    since: metrics.clock.now(),
  }))

  function change(one: (typeof watched)[number], value: StateValue, reason: string): void {
    one.reason = reason
    if (value === one.value) return
    const before = one.value
    one.value = value
    one.since = metrics.clock.now()
    changed({ definition: one.definition, before, now: value, reason })
  }

  return {
    states: () => watched,
    evaluate() {
      // What the last minute has is there once it is over.
      const end = Math.floor(metrics.clock.now() / minuteMilliseconds) * minuteMilliseconds
      for (const one of watched) {
        const { definition, metric, value } = one
        const judged = judge(definition, metric, end, value)
        change(one, judged, reasonOf(definition, metric, end))
      }
    },
    set(name, value, reason) {
      const one = watched.find(({ definition }) => definition.name === name)
      if (one) change(one, value, reason)
      return one !== undefined
    },
  }
}

/**
 * Beyond the periods of an alarm CloudWatch looks at some more, and takes their values for those that are missing: it
 * stays as it was that much longer. AWS does not say how many; its example has two.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
const periodsBeyond = 2

function judge(
  { settings }: AlarmDefinition,
  { valueAt, periodMilliseconds }: QueriedMetric,
  end: number,
  before: StateValue,
): StateValue {
  const { EvaluationPeriods: periods = 1, DatapointsToAlarm: enough = periods } = settings
  const newestFirst = Array.from({ length: periods + periodsBeyond }, (_, index) =>
    valueAt(end - (index + 1) * periodMilliseconds),
  )
  const found = newestFirst.filter((value) => value !== undefined).slice(0, periods)
  const breaching = found.filter((value) => breaches(value, settings)).length
  if (breaching >= enough) return 'ALARM'
  const missing = periods - found.length
  switch (missing > 0 ? settings.TreatMissingData : 'notBreaching') {
    case 'notBreaching':
      return 'OK'
    case 'breaching':
      return breaching + missing >= enough ? 'ALARM' : 'OK'
    case 'ignore':
      return before
    default:
      return found.length === 0 ? 'INSUFFICIENT_DATA' : 'OK'
  }
}

function breaches(value: number, { Threshold = 0, ComparisonOperator }: MetricAlarm): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold
    case 'LessThanThreshold':
      return value < Threshold
    case 'LessThanOrEqualToThreshold':
      return value <= Threshold
    default:
      throw new Error(`The local run does not compare by ${ComparisonOperator}`)
  }
}

function reasonOf({ settings }: AlarmDefinition, metric: QueriedMetric, end: number): string {
  const value = metric.valueAt(end - metric.periodMilliseconds)
  const said = value === undefined ? 'no datapoint' : `datapoint ${value}`
  return `Threshold Crossed: ${said}, threshold ${settings.Threshold} (${settings.ComparisonOperator})`
}

function watchedBy({ name, settings }: AlarmDefinition, metrics: Metrics): QueriedMetric {
  const { Metrics: several, Namespace, MetricName, Dimensions, Period, Statistic } = settings
  const one: MetricDataQuery = {
    Id: 'm',
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic },
  }
  const queried = queryMetrics(several ?? [one], metrics)
  const watched = queried.find(({ isReturned }) => isReturned)
  if (!watched) throw new Error(`${name}: the local run does not know what this alarm looks at`)
  return watched
}
