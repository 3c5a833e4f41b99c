import { metricOf } from '../../local/metrics.ts'
import { runbookSection, shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import type { AlarmState } from '../engines/alarms.ts'
import type { LocalRun } from '../journey/local-run.ts'
import { minuteBegun } from './causes.ts'

export interface Drill {
  cause: string
  /**
   * Why the metric alone says so: no engine here comes to it. Absent: the service itself does, through its real
   * interfaces.
   */
  published?: string
  /**
   * Makes it true, and waits until the service has noticed.
   * @param since the minute in which it begins: what is counted may come in the next one
   */
  begin(run: LocalRun, since: number, alarm: string): Promise<unknown>
  /** What no command can do: AWS raises a quota, a carrier recovers, a day goes by. */
  causeEnds?(run: LocalRun): Promise<unknown>
  /** What the service does by itself then, once its queues have come round. */
  inTime?(run: LocalRun): Promise<unknown>
  /** What the team types, without `npm run`: as soon as the alarm goes off, and once the cause is gone. */
  team?: { atOnce?: string; afterwards?: string }
  /** By the metrics' clock; two when absent, since most alarms look at what happened, and not at for how long. */
  seenWithinMinutes?: number
}

export interface DrillReport {
  alarm: string
  section: string
  seenAfterMinutes: number
  overAfterMinutes: number
}

/** @throws Error when an alarm does not go off in time, a step fails, or an alarm is not over in the end */
export async function playDrill(run: LocalRun, alarm: string, drill: Drill): Promise<DrillReport> {
  const state = stateOf(run, alarm)
  const works = async (line: string | undefined) => {
    if (line === undefined) return
    const { code, said } = await type(run, line)
    if (code !== 0) throw new Error(`${alarm}: ${line}\nended with ${code}: ${said}`)
  }
  // What was drilled before may still be in its metric.
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
  const section = runbookSection(state.definition.settings.AlarmDescription ?? '') ?? ''
  return { alarm, section, seenAfterMinutes, overAfterMinutes }
}

/** Types a command of the team, by another person too where it takes two. A remedy is asked nothing. */
export async function type({ siteUrl }: LocalRun, line: string) {
  const [program, verb = '', ...words] = line.split(' ')
  const yes = verb === 'remedy' ? ['--yes'] : []
  const typed = [verb, ...words, ...yes, '--local', new URL(siteUrl).port]
  const first = await teamCommand(`${program}.ts`)(...typed)
  return first.code === 3 ? secondCommand(`${program}.ts`)(...typed) : first
}

/** @returns after how many minutes of the metrics' clock */
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

/** @returns after how many minutes of the metrics' clock it is so */
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

/** Where its metric falls silent, an alarm looks two periods further back; what it tells of may come once more. */
const longestMinutes = (state: AlarmState) => 5 * periodMinutes(state)

/** Puts one value beyond its threshold on the metric of an alarm, or on the first of its metrics. */
export const publish: Drill['begin'] = async (run, _, alarm) => {
  const { settings } = stateOf(run, alarm).definition
  const first = settings.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Metric
  const value = (settings.Threshold ?? 0) + 1
  // In the next minute too, which may begin before an alarm of one minute looks.
  for (const minutes of [0, 1]) {
    const at = Date.now() + minutes * 60_000
    run.cloudWatch.metrics.put({ ...metricOf(first ?? settings), value, at })
  }
}
