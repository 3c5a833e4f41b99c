import { vi } from 'vitest'
import { journal } from '../../shared/runtime/journal.ts'
import type { JournalEvent } from '../../shared/runtime/journal-event.ts'
import { variableOf } from '../../shared/runtime/resources.ts'

/** One value of one metric, as CloudWatch reads it in a line. */
export interface MetricValue {
  namespace: string
  name: string
  dimensions: Record<string, unknown>
  value: number
}

/** What CloudWatch makes of the lines that the journal writes of these events, in functions of that stack. */
export function metricValuesOf(events: readonly JournalEvent[], stack = 'Reassort'): MetricValue[] {
  vi.stubEnv(variableOf.metricsNamespace, stack)
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    for (const event of events) journal(event)
    return print.mock.calls.flatMap(([line]) => valuesIn(JSON.parse(String(line))))
  } finally {
    print.mockRestore()
    vi.unstubAllEnvs()
  }
}

interface Directive {
  Namespace: string
  Dimensions: string[][]
  Metrics: { Name: string }[]
}

function valuesIn(line: Record<string, unknown>): MetricValue[] {
  const { CloudWatchMetrics = [] } = (line._aws ?? {}) as { CloudWatchMetrics?: Directive[] }
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, line[name]])),
        value: line[Name] as number,
      })),
    ),
  )
}
