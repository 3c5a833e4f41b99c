import type { AlarmDefinition } from '../../local/app/read-app.ts'
import { type Metrics, startFunctionMetrics } from '../../local/metrics.ts'
import { type AlarmChange, type AlarmState, evaluateAlarm, minute, queriedValue } from './alarms.ts'

export interface CloudWatch extends Awaited<ReturnType<typeof startFunctionMetrics>> {
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

  const server = await startFunctionMetrics(definitions, queriedValue, (name) => {
    const state = alarms.find(({ definition }) => definition.name === name)
    const { value: StateValue, since = 0 } = state ?? {}
    return { StateValue, StateTransitionedTimestamp: since / 1000 }
  })
  const { metrics } = server
  return {
    ...server,
    alarms,
    evaluate() {
      for (const alarm of alarms) {
        set(alarm, evaluateAlarm(alarm.definition.settings, metrics))
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
