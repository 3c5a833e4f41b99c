import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { readExpression } from './metric-math.ts'
import { dimensionsOf, type Metrics } from './metrics.ts'

export interface QueriedMetric {
  id: string
  label: string
  periodMilliseconds: number
  isReturned: boolean
  /** Of the period that begins then, by the metric clock. */
  valueAt(from: number): number | undefined
}

/** Metrics and what is made of them. @throws Error for what the local run does not know */
export function queryMetrics(
  queries: readonly MetricDataQuery[],
  metrics: Metrics,
): QueriedMetric[] {
  const read = new Map<string, QueriedMetric>()
  const find = (id: string): QueriedMetric => {
    const known = read.get(id)
    if (known) return known
    const query = queries.find(({ Id }) => Id === id)
    if (!query) throw new Error(`No query has the id ${id}`)
    const one = query.MetricStat ? ofMetric(query, metrics) : ofExpression(query, queries, find)
    read.set(id, one)
    return one
  }
  return queries.map(({ Id = '' }) => find(Id))
}

function ofMetric(
  { Id = '', MetricStat, Label, ReturnData = true }: MetricDataQuery,
  metrics: Metrics,
): QueriedMetric {
  const { Metric, Period = 60, Stat = '' } = MetricStat ?? {}
  const periodMilliseconds = Period * 1000
  const metric = {
    namespace: Metric?.Namespace ?? '',
    name: Metric?.MetricName ?? '',
    dimensions: dimensionsOf(Metric?.Dimensions),
  }
  return {
    id: Id,
    label: Label ?? metric.name,
    periodMilliseconds,
    isReturned: ReturnData,
    valueAt: (from) => metrics.statistic(metric, Stat, from, from + periodMilliseconds),
  }
}

function ofExpression(
  { Id = '', Expression = '', Label, ReturnData = true }: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  find: (id: string) => QueriedMetric,
): QueriedMetric {
  const expression = readExpression(Expression)
  const named = queries.filter(({ Id: id = '' }) => new RegExp(`\\b${id}\\b`).test(Expression))
  const [first] = named.map(({ Id: id = '' }) => find(id))
  return {
    id: Id,
    label: Label ?? Id,
    // CDK gives all metrics of an expression the same.
    periodMilliseconds: first?.periodMilliseconds ?? 60_000,
    isReturned: ReturnData,
    valueAt: (from) => expression((id) => find(id).valueAt(from)),
  }
}
