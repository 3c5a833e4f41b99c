import type { MetricName, Metrics } from './metrics.ts'

interface Directive {
  Namespace: string
  Dimensions: string[][]
  Metrics: { Name: string }[]
}

export interface MetricValue extends MetricName {
  value: number
}

/**
 * Takes the metrics out of a line that a function wrote, as CloudWatch Logs does. Any other line has none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(line: string): { at: number; values: MetricValue[] } {
  const fields = line.includes('"_aws"') ? parsed(line) : undefined
  const { Timestamp, CloudWatchMetrics = [] } = (fields?._aws ?? {}) as {
    Timestamp?: number
    CloudWatchMetrics?: Directive[]
  }
  if (!fields || Timestamp === undefined) return { at: 0, values: [] }
  const values = CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name: name }) =>
      Dimensions.map((names) => ({
        namespace,
        name,
        dimensions: Object.fromEntries(names.map((one) => [one, String(fields[one])])),
        value: Number(fields[name]),
      })),
    ),
  )
  return { at: Timestamp, values }
}

export function putEmbeddedMetrics(line: string, metrics: Metrics): void {
  const { at, values } = embeddedMetrics(line)
  for (const { value, ...metric } of values) metrics.put(metric, value, metrics.clock.at(at))
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
