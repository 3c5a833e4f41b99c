import type { Dimension } from '@aws-sdk/client-cloudwatch'

export interface MetricName {
  namespace: string
  name: string
  dimensions: Readonly<Record<string, string>>
}

/** All values of all metrics, by the minute, as CloudWatch keeps them. Times are those of the metric clock. */
export interface Metrics {
  clock: MetricClock
  /** @param at in milliseconds; now, when absent */
  put(metric: MetricName, value: number, at?: number): void
  /** Of the values from `from` on and before `to`; undefined when there are none. */
  statistic(metric: MetricName, statistic: string, from: number, to: number): number | undefined
  names(): MetricName[]
}

interface MetricClock {
  now(): number
  advance(minutes: number): void
  /** What this clock showed at an instant of the wall clock. */
  at(wallMilliseconds: number): number
}

export const minuteMilliseconds = 60_000

/** CloudWatch keeps minutes for two weeks; no local run looks further back than some days. */
const keptMinutes = 5 * 24 * 60

/** How often each value came. */
type Values = Map<number, number>

interface Series {
  metric: MetricName
  /** By the minute since 1970. */
  minutes: Map<number, Values>
}

export function startMetrics(clock = metricClock()): Metrics {
  const all = new Map<string, Series>()

  function seriesOf(metric: MetricName): Series {
    const key = keyOf(metric)
    const known = all.get(key)
    if (known) return known
    const series: Series = { metric, minutes: new Map() }
    all.set(key, series)
    return series
  }

  return {
    clock,
    put(metric, value, at = clock.now()) {
      if (!Number.isFinite(value)) return
      const { minutes } = seriesOf(metric)
      const minute = Math.floor(at / minuteMilliseconds)
      const values = minutes.get(minute) ?? new Map<number, number>()
      values.set(value, (values.get(value) ?? 0) + 1)
      minutes.set(minute, values)
      for (const old of minutes.keys()) {
        if (old > minute - keptMinutes) break
        minutes.delete(old)
      }
    },
    statistic(metric, statistic, from, to) {
      const series = all.get(keyOf(metric))
      if (!series) return undefined
      const first = from / minuteMilliseconds
      const end = to / minuteMilliseconds
      const found = [...series.minutes].flatMap(([minute, values]) =>
        minute >= first && minute < end ? [...values] : [],
      )
      return found.length === 0 ? undefined : statisticOf(found, statistic)
    },
    names: () => [...all.values()].map(({ metric }) => metric),
  }
}

/** The wall clock's, and what was let pass. */
export function metricClock(wall: () => number = Date.now): MetricClock {
  const jumps: { at: number; milliseconds: number }[] = []
  const at = (wallMilliseconds: number) =>
    jumps.reduce(
      (time, jump) => (jump.at <= wallMilliseconds ? time + jump.milliseconds : time),
      wallMilliseconds,
    )
  return {
    now: () => at(wall()),
    advance(minutes) {
      jumps.push({ at: wall(), milliseconds: minutes * minuteMilliseconds })
    },
    at,
  }
}

export function dimensionsOf(list: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]))
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()])
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function statisticOf(values: [value: number, times: number][], statistic: string): number {
  const count = values.reduce((sum, [, times]) => sum + times, 0)
  const sum = values.reduce((total, [value, times]) => total + value * times, 0)
  switch (statistic) {
    case 'SampleCount':
      return count
    case 'Sum':
      return sum
    case 'Average':
      return sum / count
    case 'Minimum':
      return Math.min(...values.map(([value]) => value))
    case 'Maximum':
      return Math.max(...values.map(([value]) => value))
  }
  const [, percent] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? []
  if (percent === undefined) throw new Error(`The local run knows no statistic ${statistic}`)
  let left = Math.ceil((count * Number(percent)) / 100)
  const sorted = values.toSorted(([one], [other]) => one - other)
  // The value below which so many of them are: CloudWatch interpolates between two.
  const found = sorted.find(([, times]) => {
    left -= times
    return left <= 0
  })
  return found?.[0] ?? Number.NaN
}
