import {
  type CloudWatchClient,
  type MetricAlarm,
  type MetricDataQuery,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch'
import { type AlarmOn, runbookSection, shortAlarmName } from '../domain/alarm-names.ts'
import type { Figure, Figures } from '../domain/figures.ts'

interface Point {
  at: Date
  value: number
}

/** Undefined: CloudWatch did not give it. */
export type Series = readonly Point[] | undefined

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500
const patienceMilliseconds = 20_000

function queryOf(
  Id: string,
  { namespace, metric, statistic }: Figure & { namespace: string },
  periodSeconds: number,
  dimensions: Readonly<Record<string, string>>,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions }
  return { Id, MetricStat: { Metric, Period: periodSeconds, Stat: statistic } }
}

/**
 * Figures that are asked for at once. Whoever tells something of them does it twice: first they look at nothing, so
 * that it is known what to ask, then at what was read.
 * @param namespace of the figures that name none
 * @param more queries that stand elsewhere already, under ids of theirs
 */
export function figureBatch(namespace: string, more: readonly MetricDataQuery[] = []) {
  const queries = new Map<string, MetricDataQuery>()
  let series: ReadonlyMap<string, Series> = new Map()
  const lookById = (id = '') => series.get(id)
  return {
    size: () => queries.size + more.length,
    lookById,
    look(figure: Figure, seconds: number, of: Readonly<Record<string, string>> = {}): Series {
      const key = JSON.stringify([figure, seconds, of])
      const query =
        queries.get(key) ?? queryOf(`q${queries.size}`, { namespace, ...figure }, seconds, of)
      queries.set(key, query)
      return lookById(query.Id)
    },
    async read(client: CloudWatchClient, span: { from: Date; to: Date }): Promise<void> {
      series = await readSeries(client, [...queries.values(), ...more], span)
    },
  }
}

export type FigureBatch = ReturnType<typeof figureBatch>

/** @returns by the query's id, the oldest first; one that is not there, or undefined, could not be read */
export async function readSeries(
  client: CloudWatchClient,
  queries: readonly MetricDataQuery[],
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, Series>> {
  const read = new Map<string, Point[]>()
  const lost = new Set<string>()
  for (let index = 0; index < queries.length; index += mostQueries) {
    const pages = paginateGetMetricData(
      { client },
      {
        MetricDataQueries: queries.slice(index, index + mostQueries),
        StartTime: from,
        EndTime: to,
        ScanBy: 'TimestampAscending',
      },
      { abortSignal: AbortSignal.timeout(patienceMilliseconds) },
    )
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id, StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
        const id = String(Id)
        // What is partial goes on in the next page.
        if (StatusCode !== 'Complete' && StatusCode !== 'PartialData') lost.add(id)
        const points = read.get(id) ?? []
        points.push(...Timestamps.map((at, place) => ({ at, value: Values[place] ?? Number.NaN })))
        read.set(id, points)
      }
    }
  }
  return new Map([...read].map(([id, points]) => [id, lost.has(id) ? undefined : points]))
}

export async function readAlarms(client: CloudWatchClient, prefix: string): Promise<MetricAlarm[]> {
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'] },
    { abortSignal: AbortSignal.timeout(patienceMilliseconds) },
  )
  return (await Array.fromAsync(pages)).flatMap(({ MetricAlarms = [] }) => MetricAlarms)
}

/** The oldest first. */
export function alarmsOn(alarms: readonly MetricAlarm[]): AlarmOn[] {
  return alarms
    .filter(({ StateValue }) => StateValue === 'ALARM')
    .map(({ AlarmName = '', AlarmDescription = '', ...times }) => ({
      name: shortAlarmName(AlarmName),
      since: times.StateTransitionedTimestamp ?? times.StateUpdatedTimestamp ?? new Date(0),
      // Whoever may write alarms writes no terminal's commands.
      says: AlarmDescription.replace(/ docs\/runbook\.md#\S+/, '').replace(/\p{C}/gu, ''),
      section: runbookSection(AlarmDescription),
    }))
    .sort((one, other) => one.since.getTime() - other.since.getTime())
}

/** @param alarms what the names of its alarms begin with */
export function cloudWatchFigures(
  client: CloudWatchClient,
  { namespace, alarms }: { namespace: string; alarms: string },
): Figures {
  return {
    async told(span, tell) {
      const batch = figureBatch(namespace)
      tell((figure, of) => {
        batch.look(figure, hourSeconds, of)
        return 0
      })
      await batch.read(client, span)
      return tell((figure, of) => {
        const points = batch.look(figure, hourSeconds, of)
        if (!points) throw new Error('CloudWatch gave not all that was asked for')
        return points.reduce((sum, { value }) => sum + value, 0)
      })
    },

    async alarms() {
      const all = await readAlarms(client, alarms)
      return { watched: all.length, on: alarmsOn(all) }
    },
  }
}

const hourSeconds = 3600
