import { embeddedMetrics } from './event-metrics.ts'
import type { JournalEvent } from './journal-event.ts'

export type Journal = (event: JournalEvent) => void

/** CloudWatch reads one JSON line an event. Lambda puts a time and an id before what goes through `console`. */
export const journal: Journal = (event) => {
  const at = new Date()
  const line = { at: at.toISOString(), ...event, ...embeddedMetrics(event, at) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** Returns the class of an exception. Messages of the SDK and of AWS services echo their input. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
