import { vi } from 'vitest'
import { type MetricValue, parseMetrics } from '../../local/metrics.ts'
import { journal } from '../../shared/runtime/journal.ts'
import type { JournalEvent } from '../../shared/runtime/journal-event.ts'
import { variableOf } from '../../shared/runtime/resources.ts'

export function metricValuesOf(events: readonly JournalEvent[], stack = 'Reassort'): MetricValue[] {
  vi.stubEnv(variableOf.metricsNamespace, stack)
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    for (const event of events) journal(event)
    return print.mock.calls.flatMap(([line]) => parseMetrics(String(line)))
  } finally {
    print.mockRestore()
    vi.unstubAllEnvs()
  }
}
