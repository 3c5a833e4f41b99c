import { embeddedMetrics } from './event-metrics.ts'
import type { JournalEvent } from './journal-event.ts'

export type Journal = (event: JournalEvent) => void

/**
 * One JSON line an event, its metrics included, and nothing else on it: CloudWatch reads it. Lambda would put a time
 * and a request's id before what goes through `console`.
 */
export const journal: Journal = (event) => {
  const at = new Date()
  const line = { at: at.toISOString(), ...event, ...embeddedMetrics(event, at) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** What may be said of an exception: its class. Messages of the SDK and of engines echo their input. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
