import { type Drill, stateOf } from './drill.ts'

/** Puts one value beyond its threshold on the metric of an alarm, or on the first of its metrics. */
export function publish(alarm: string): Drill['begin'] {
  return async (run) => {
    const { settings } = stateOf(run, alarm).definition
    const first = settings.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Metric
    const { Namespace = '', MetricName = '', Dimensions = [] } = first ?? settings
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]))
    const metric = { namespace: Namespace, name: MetricName, dimensions }
    run.cloudWatch.metrics.put(metric, (settings.Threshold ?? 0) + 1)
  }
}
