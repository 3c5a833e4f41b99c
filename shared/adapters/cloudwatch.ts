import {
  type CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch'
import { type AlarmReport, runbookSection, shortAlarmName } from '../domain/alarm-names.ts'
import type { MetricPoint, MetricQuery, Metrics } from '../domain/metrics.ts'

const timeoutMilliseconds = 20_000

/** `read` accepts at most 500 queries, the limit of GetMetricData. */
export function cloudWatchMetrics(client: CloudWatchClient, defaultNamespace: string): Metrics {
  function toQuery({ stat, seconds, dimensions = {} }: MetricQuery, index: number) {
    const { namespace = defaultNamespace, metric, statistic } = stat
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
    const Metric = { Namespace: namespace, MetricName: metric, Dimensions }
    return { Id: `q${index}`, MetricStat: { Metric, Period: seconds, Stat: statistic } }
  }

  return {
    async read(queries, { from, to }) {
      const points = new Map<string | undefined, MetricPoint[]>()
      const pages = paginateGetMetricData(
        { client },
        {
          ...{ MetricDataQueries: queries.map(toQuery), StartTime: from, EndTime: to },
          ScanBy: 'TimestampAscending',
        },
        { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
      )
      for await (const { MetricDataResults = [] } of pages) {
        for (const { Id, StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
          // A partial result continues on the next page.
          if (StatusCode !== 'Complete' && StatusCode !== 'PartialData') throw new Error(StatusCode)
          const valueAt = (index: number) => Values[index] ?? Number.NaN
          const pagePoints = Timestamps.map((at, index) => ({ at, value: valueAt(index) }))
          points.set(Id, [...(points.get(Id) ?? []), ...pagePoints])
        }
      }
      return queries.map((_, index) => {
        const queryPoints = points.get(`q${index}`)
        if (!queryPoints) throw new Error('CloudWatch did not answer every query')
        return queryPoints
      })
    },
  }
}

export async function readAlarms(
  regions: readonly { client: CloudWatchClient; prefix: string }[],
): Promise<AlarmReport> {
  const alarmReads = regions.map(async ({ client, prefix }) => {
    const pages = paginateDescribeAlarms(
      { client },
      { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'] },
      { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
    )
    return (await Array.fromAsync(pages)).flatMap(({ MetricAlarms = [] }) => MetricAlarms)
  })
  const alarms = (await Promise.all(alarmReads)).flat()
  return {
    total: alarms.length,
    withoutData: alarms.filter(({ StateValue }) => StateValue === 'INSUFFICIENT_DATA').length,
    active: alarms
      .filter(({ StateValue }) => StateValue === 'ALARM')
      .map(toActiveAlarm)
      .sort((a, b) => a.since.getTime() - b.since.getTime()),
  }
}

function toActiveAlarm({ AlarmName = '', AlarmDescription = '', ...timestamps }: MetricAlarm) {
  return {
    name: shortAlarmName(AlarmName),
    since: timestamps.StateTransitionedTimestamp ?? timestamps.StateUpdatedTimestamp ?? new Date(0),
    // Strips control characters, so that a description cannot control the operator's terminal.
    description: AlarmDescription.replace(/ docs\/runbook\.md#\S+/, '').replace(/\p{C}/gu, ''),
    section: runbookSection(AlarmDescription),
  }
}
