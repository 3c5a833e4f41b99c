import type {
  DescribeAlarmsInput,
  Dimension,
  GetMetricDataInput,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from './app/read-app.ts'
import { serveOperations } from './aws-json.ts'
import type { LoopbackServer } from './loopback.ts'

export interface MetricIdentity {
  namespace: string
  name: string
  dimensions: Readonly<Record<string, string>>
}

export interface MetricValue extends MetricIdentity {
  value: number
  at: number
}

const minuteMilliseconds = 60_000

export type Metrics = ReturnType<typeof metricStore>

export function metricStore() {
  const seriesByKey = new Map<string, { metric: MetricIdentity; minutes: Map<number, number[]> }>()
  return {
    put({ value, at, ...metric }: MetricValue): void {
      const key = keyOf(metric)
      const series = seriesByKey.get(key) ?? { metric, minutes: new Map<number, number[]>() }
      seriesByKey.set(key, series)
      const minuteStart = Math.floor(at / minuteMilliseconds) * minuteMilliseconds
      const values = series.minutes.get(minuteStart) ?? []
      series.minutes.set(minuteStart, values)
      values.push(value)
    },
    statistic(
      metric: MetricIdentity,
      statistic: string,
      start: number,
      end: number,
    ): number | undefined {
      const minutes = [...(seriesByKey.get(keyOf(metric))?.minutes ?? [])]
      const values = minutes.flatMap(([at, values]) => (at >= start && at < end ? values : []))
      return values.length === 0 ? undefined : statisticOf(values, statistic)
    },
    series: () => [...seriesByKey.values()],
  }
}

const keyOf = ({ namespace, name, dimensions }: MetricIdentity) =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()])

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function statisticOf(values: number[], statistic: string): number {
  const sum = values.reduce((total, value) => total + value, 0)
  switch (statistic) {
    case 'SampleCount':
      return values.length
    case 'Sum':
      return sum
    case 'Average':
      return sum / values.length
    case 'Minimum':
      return values.reduce((least, value) => Math.min(least, value))
    case 'Maximum':
      return values.reduce((most, value) => Math.max(most, value))
  }
  const [, percent] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? []
  if (percent === undefined) throw new Error(`The local run knows no statistic ${statistic}`)
  const rank = Math.ceil((values.length * Number(percent)) / 100)
  // Uses the nearest rank. CloudWatch may return a value between two ranks.
  return values.toSorted((left, right) => left - right)[Math.max(0, rank - 1)] as number
}

export function metricOf(metric: {
  Namespace?: string | undefined
  MetricName?: string | undefined
  Dimensions?: readonly Dimension[] | undefined
}): MetricIdentity {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions = [] } = metric
  const dimensions = Object.fromEntries(
    Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]),
  )
  return { namespace, name, dimensions }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export function parseMetrics(line: string): MetricValue[] {
  if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return []
  const { _aws, ...fields } = JSON.parse(line)
  const directives = _aws.CloudWatchMetrics as {
    Namespace: string
    Dimensions: string[][]
    Metrics: { Name: string }[]
  }[]
  return directives.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name: name }) =>
      Dimensions.map((names) => ({
        ...{ namespace, name, at: _aws.Timestamp, value: fields[name] },
        dimensions: Object.fromEntries(names.map((key) => [key, String(fields[key])])),
      })),
    ),
  )
}

function metricDataOf(
  { MetricDataQueries = [], StartTime, EndTime, ScanBy }: GetMetricDataInput,
  metrics: Metrics,
  readValue: ReadValue,
) {
  // AWS JSON has times in seconds. The first period starts at the minute of `StartTime`: https://github.com/boto/boto3/issues/3457
  const firstPeriodStart =
    Math.floor((Number(StartTime) * 1000) / minuteMilliseconds) * minuteMilliseconds
  const end = Number(EndTime) * 1000
  const returnedQueries = MetricDataQueries.filter(({ ReturnData = true }) => ReturnData)
  const MetricDataResults = returnedQueries.map((query) => {
    const dataPoints: [at: number, value: number][] = []
    for (let at = firstPeriodStart; at < end; at += periodMilliseconds(query)) {
      const value = readValue(metrics, query, at, MetricDataQueries)
      if (value !== undefined) dataPoints.push([at / 1000, value])
    }
    if (ScanBy !== 'TimestampAscending') dataPoints.reverse()
    const [Timestamps, Values] = [
      dataPoints.map(([at]) => at),
      dataPoints.map(([, value]) => value),
    ]
    return { Id: query.Id, Label: query.Label, StatusCode: 'Complete', Timestamps, Values }
  })
  return { MetricDataResults }
}

type ReadValue = (
  metrics: Metrics,
  query: MetricDataQuery,
  start: number,
  queries: readonly MetricDataQuery[],
) => number | undefined

export const periodMilliseconds = ({ MetricStat, Period }: MetricDataQuery) =>
  (MetricStat?.Period ?? Period ?? 60) * 1000

export function readStatistic(metrics: Metrics, query: MetricDataQuery, start: number) {
  const { Metric = {}, Stat = '' } = query.MetricStat ?? {}
  return metrics.statistic(metricOf(Metric), Stat, start, start + periodMilliseconds(query))
}

export async function startCloudWatchApi(
  alarms: readonly AlarmDefinition[],
  readValue: ReadValue = readStatistic,
  stateOf: (alarmName: string) => object = () => ({ StateValue: 'INSUFFICIENT_DATA' }),
): Promise<LoopbackServer & { metrics: Metrics; putLogLine(line: string): void }> {
  const metrics = metricStore()
  const server = await serveOperations(
    (operation, input: GetMetricDataInput & DescribeAlarmsInput) => {
      switch (operation) {
        case 'GetMetricData':
          return [200, metricDataOf(input, metrics, readValue)]
        case 'DescribeAlarms': {
          const { AlarmNamePrefix = '' } = input
          const MetricAlarms = alarms
            .filter(({ name }) => name.startsWith(AlarmNamePrefix))
            .map(({ name, arn, settings }) => ({
              ...{ ...settings, AlarmName: name, AlarmArn: arn },
              ...stateOf(name),
            }))
          return [200, { MetricAlarms }]
        }
      }
      const message = `The local run does not know ${operation}`
      return [400, { __type: 'UnknownOperationException', message }]
    },
  )
  return { ...server, metrics, putLogLine: (line) => parseMetrics(line).forEach(metrics.put) }
}
