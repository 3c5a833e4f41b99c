import type { AlarmDefinition } from '../../local/app/read-app.ts'
import { type Metrics, startCloudWatchApi } from '../../local/metrics.ts'
import { type AlarmChange, type AlarmState, evaluateAlarm, minute, queriedValue } from './alarms.ts'

export type CloudWatch = Awaited<ReturnType<typeof startCloudWatch>>

export async function startCloudWatch(
  definitions: readonly AlarmDefinition[],
  changed: (change: AlarmChange) => void,
) {
  const jumps: { at: number; milliseconds: number }[] = []
  const alarms: AlarmState[] = definitions.map((definition) => ({
    ...{ definition, value: 'INSUFFICIENT_DATA' as const, reason: '' },
    since: Date.now(),
  }))

  function set(alarm: AlarmState, { value, reason }: Pick<AlarmState, 'value' | 'reason'>): void {
    alarm.reason = reason
    if (value === alarm.value) return
    Object.assign(alarm, { value, since: Date.now() })
    changed({ definition: alarm.definition, now: value })
  }

  const server = await startCloudWatchApi(definitions, queriedValue, (name) => {
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
    age(minutes: number) {
      ageMetrics(metrics, minutes)
      for (const alarm of alarms) alarm.since -= minutes * minute
      jumps.push({ at: Date.now(), milliseconds: minutes * minute })
    },
    aged: (at: number) =>
      jumps.reduce((time, jump) => (jump.at < at ? time : time - jump.milliseconds), at),
  }
}

export function ageMetrics(metrics: Metrics, minutes: number): void {
  for (const series of metrics.series()) {
    const aged = [...series.minutes].map(([at, values]) => [at - minutes * minute, values] as const)
    series.minutes = new Map(aged)
  }
}
