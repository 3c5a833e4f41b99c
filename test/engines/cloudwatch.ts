import type { DescribeAlarmsInput, GetMetricDataInput } from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from '../../local/app/synthesised-app.ts'
import { listenForOperations } from '../../local/aws-json.ts'
import type { LoopbackServer } from '../../local/loopback.ts'
import { describedAlarms, type Metrics, metricData, metricStore } from '../../local/metrics.ts'
import { type AlarmChange, type AlarmState, judge, minute, queriedValue } from './alarms.ts'

export interface CloudWatch extends LoopbackServer {
  metrics: Metrics
  alarms: readonly AlarmState[]
  evaluate(): void
  age(minutes: number): void
  /** Returns the time shifted by all calls of `age`. */
  aged(at: number): number
}

export async function startCloudWatch(
  definitions: readonly AlarmDefinition[],
  changed: (change: AlarmChange) => void,
): Promise<CloudWatch> {
  const metrics = metricStore()
  const jumps: { at: number; milliseconds: number }[] = []
  const alarms = definitions.map((definition) => ({
    ...{ definition, value: 'INSUFFICIENT_DATA' as AlarmState['value'], reason: '' },
    since: Date.now(),
  }))

  function set(alarm: AlarmState, { value, reason }: Pick<AlarmState, 'value' | 'reason'>): void {
    alarm.reason = reason
    if (value === alarm.value) return
    Object.assign(alarm, { value, since: Date.now() })
    changed({ definition: alarm.definition, now: value })
  }

  const calls: Record<string, (input: never) => object> = {
    GetMetricData: (input: GetMetricDataInput) =>
      metricData(input, (query, from) =>
        queriedValue(input.MetricDataQueries ?? [], metrics, query, from),
      ),
    DescribeAlarms: (input: DescribeAlarmsInput) => ({
      MetricAlarms: describedAlarms(definitions, input).map((shown) => {
        const state = alarms.find(({ definition }) => definition.name === shown.AlarmName)
        const { value: StateValue, since = 0 } = state ?? {}
        return { ...shown, StateValue, StateTransitionedTimestamp: since / 1000 }
      }),
    }),
  }
  const server = await listenForOperations((operation, input) => {
    try {
      const call = calls[operation]
      if (!call) throw new Error(`No engine here knows ${operation}`)
      return [200, call(input as never)]
    } catch (error) {
      return [400, { __type: 'InvalidParameterValue', message: (error as Error).message }]
    }
  })
  return {
    ...server,
    ...{ metrics, alarms },
    evaluate() {
      for (const alarm of alarms) {
        set(alarm, judge(alarm.definition.settings, metrics))
      }
    },
    age(minutes) {
      ageMetrics(metrics, minutes)
      for (const alarm of alarms) alarm.since -= minutes * minute
      jumps.push({ at: Date.now(), milliseconds: minutes * minute })
    },
    aged: (at) =>
      jumps.reduce((time, jump) => (jump.at < at ? time : time - jump.milliseconds), at),
  }
}

export function ageMetrics(metrics: Metrics, minutes: number): void {
  for (const series of metrics.series()) {
    const aged = [...series.minutes].map(([at, values]) => [at - minutes * minute, values] as const)
    series.minutes = new Map(aged)
  }
}
