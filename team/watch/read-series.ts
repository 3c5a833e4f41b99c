import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch'
import type { Figure } from '../../shared/tooling/figures.ts'

export interface Point {
  at: Date
  value: number
}

/** Undefined: CloudWatch did not give it. */
export type Series = readonly Point[] | undefined

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500
const patienceMilliseconds = 20_000

export function queryOf(
  id: string,
  { namespace, metric, statistic }: Figure & { namespace: string },
  periodSeconds: number,
  dimensions: Readonly<Record<string, string>> = {},
): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
  }
}

/**
 * What CloudWatch has of each query from one instant to another, the oldest first.
 * @returns by the query's id; one that is not there, or undefined, could not be read
 */
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
      for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
        // What is partial goes on in the next page.
        if (StatusCode !== 'Complete' && StatusCode !== 'PartialData') lost.add(Id)
        const points = read.get(Id) ?? []
        points.push(...Timestamps.map((at, place) => ({ at, value: Values[place] ?? Number.NaN })))
        read.set(Id, points)
      }
    }
  }
  return new Map([...read].map(([id, points]) => [id, lost.has(id) ? undefined : points]))
}
