import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { metricOf, metricStore } from '../../local/metrics.ts'
import { evaluateAlarm, queriesOf } from '../engines/alarms.ts'
import { ageMetrics } from '../engines/cloudwatch.ts'

export function statesOver(
  settings: MetricAlarm,
  minutes: readonly Record<string, number | undefined>[],
): string {
  const metrics = metricStore()
  return minutes
    .map((values) => {
      for (const { Id = '', MetricStat } of queriesOf(settings)) {
        const value = values[Id]
        if (value === undefined || !MetricStat?.Metric) continue
        metrics.put({ ...metricOf(MetricStat.Metric), value, at: Date.now() })
      }
      ageMetrics(metrics, 1)
      return evaluateAlarm(settings, metrics).value.charAt(0)
    })
    .join('')
}
