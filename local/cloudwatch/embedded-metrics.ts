import type { Metrics } from './metrics.ts'

interface Directive {
  Namespace: string
  Dimensions: string[][]
  Metrics: { Name: string }[]
}

/**
 * Takes the metrics out of a line that a function wrote, as CloudWatch Logs does. Any other line has none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function putEmbeddedMetrics(line: string, metrics: Metrics): void {
  if (!line.includes('"_aws"')) return
  const fields = parsed(line)
  const { Timestamp, CloudWatchMetrics = [] } = (fields?._aws ?? {}) as {
    Timestamp?: number
    CloudWatchMetrics?: Directive[]
  }
  if (!fields || Timestamp === undefined) return
  for (const { Namespace: namespace, Dimensions, Metrics } of CloudWatchMetrics) {
    for (const { Name: name } of Metrics) {
      for (const names of Dimensions) {
        const dimensions = Object.fromEntries(names.map((one) => [one, String(fields[one])]))
        const value = Number(fields[name])
        metrics.put({ namespace, name, dimensions }, value, metrics.clock.at(Timestamp))
      }
    }
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
