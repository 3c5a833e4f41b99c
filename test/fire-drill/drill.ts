import { metricOf } from '../../local/metrics.ts'
import { shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import type { AlarmState } from '../engines/alarms.ts'
import type { LocalRun } from '../journey/local-run.ts'
import { minuteBegun } from './causes.ts'

export interface Drill {
  cause: string
  /** Reason to publish only the metric: no local service can cause it. */
  published?: string
  /** @param since the minute in which it begins; counts may come in the next one */
  begin(run: LocalRun, since: number, alarm: string): Promise<unknown>
  /** Ends a cause that no command can end: a quota, a carrier, a new day. */
  causeEnds?(run: LocalRun): Promise<unknown>
  /** The recovery of the service itself, once its queues were polled. */
  inTime?(run: LocalRun): Promise<unknown>
  /** Commands without `npm run`: when the alarm goes off, and after the cause ended. */
  team?: { atOnce?: string; afterwards?: string }
  /** Minutes of the metrics' clock; two by default, since few alarms wait for a duration. */
  seenWithinMinutes?: number
}

/** @returns minutes of the metrics' clock */
export async function playDrill(run: LocalRun, alarm: string, drill: Drill) {
  const state = stateOf(run, alarm)
  const works = async (line: string | undefined) => {
    if (line === undefined) return
    const { code, said } = await runTyped(run, line)
    if (code !== 0) throw new Error(`${alarm}: ${line}\nended with ${code}: ${said}`)
  }
  // An earlier drill may still be in its metric.
  if (state.value === 'ALARM') await drill.causeEnds?.(run)
  await untilOver(run, alarm)
  await drill.begin(run, minuteBegun(), alarm)
  const { seenWithinMinutes = 2 } = drill
  const look = seenWithinMinutes > 10 ? 5 : 1
  const seenAfterMinutes = await passUntil(run, alarm, 'ALARM', seenWithinMinutes, look)
  await works(drill.team?.atOnce)
  await drill.causeEnds?.(run)
  await works(drill.team?.afterwards)
  await drill.inTime?.(run)
  const overAfterMinutes = await untilOver(run, alarm)
  return { seenAfterMinutes, overAfterMinutes }
}

/** A second person approves where it takes two. Remedies ask for no confirmation. */
export async function runTyped({ siteUrl }: LocalRun, line: string) {
  const [program, verb = '', ...words] = line.split(' ')
  const yes = verb === 'remedy' ? ['--yes'] : []
  const typed = [verb, ...words, ...yes, '--local', '--port', new URL(siteUrl).port]
  const first = await teamCommand(`${program}.ts`)(...typed)
  return first.code === 3 ? secondCommand(`${program}.ts`)(...typed) : first
}

/** @returns minutes of the metrics' clock */
export function untilOver(run: LocalRun, alarm: string): Promise<number> {
  const state = stateOf(run, alarm)
  return passUntil(run, alarm, 'OK', longestMinutes(state), periodMinutes(state))
}

export function stateOf(run: LocalRun, alarm: string): AlarmState {
  const found = run.cloudWatch.alarms.find(
    ({ definition }) => shortAlarmName(definition.name) === alarm,
  )
  if (!found) throw new Error(`The local run has no alarm ${alarm}`)
  return found
}

/** @returns minutes of the metrics' clock */
export async function passUntil(
  run: LocalRun,
  alarm: string,
  value: 'ALARM' | 'OK',
  mostMinutes: number,
  step: number,
): Promise<number> {
  const state = stateOf(run, alarm)
  if (state.value === 'INSUFFICIENT_DATA') await run.passMinutes(1)
  for (let minutes = 0; ; minutes += step) {
    if (state.value === value) return minutes
    if (minutes >= mostMinutes) {
      throw new Error(`${alarm} is not ${value} after ${minutes} minutes: ${state.reason}`)
    }
    await run.passMinutes(step, step)
  }
}

function periodMinutes({ definition: { settings } }: AlarmState): number {
  const inMetrics = settings.Metrics?.map(({ MetricStat }) => MetricStat?.Period ?? 0) ?? []
  return Math.max(settings.Period ?? 0, ...inMetrics) / 60
}

/** Without data an alarm looks two periods further back, and its event may repeat once. */
const longestMinutes = (state: AlarmState) => 5 * periodMinutes(state)

/** A drill that only publishes the metric, for the given reason. */
export const publishedDrill = (cause: string, published: string): Drill => ({
  ...{ cause, published, begin: publish },
})

const publish: Drill['begin'] = async (run, _, alarm) => {
  const { settings } = stateOf(run, alarm).definition
  const first = settings.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Metric
  const value = (settings.Threshold ?? 0) + 1
  // Also in the next minute, which may begin before a one-minute alarm evaluates.
  for (const minutes of [0, 1]) {
    const at = Date.now() + minutes * 60_000
    run.cloudWatch.metrics.put({ ...metricOf(first ?? settings), value, at })
  }
}
