import type { ReissueQueue } from '../domain/reissue/reissue.ts'
import { embeddedMetrics } from './event-metrics.ts'
import type { JournalEvent } from './journal-event.ts'

export type Journal = (event: JournalEvent) => void

/** Writes one JSON line, without the time and ID that Lambda adds to `console` output. */
export const journal: Journal = (event) => {
  const at = new Date()
  const line = { at: at.toISOString(), ...event, ...embeddedMetrics(event, at) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** Resolves with undefined if the work fails: the failure is only journalled. */
export async function orJournal<Answer>(
  journal: Journal,
  work: Promise<Answer>,
  eventOf: (error: string) => JournalEvent,
): Promise<Answer | undefined> {
  try {
    return await work
  } catch (error) {
    journal(eventOf(nameOf(error)))
    return undefined
  }
}

/** Returns only the class, because error messages of the SDK and of AWS may echo their input. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** A failure is only logged, because the reconciler requeues missing messages. */
export async function putOrJournal(
  journal: Journal,
  queue: ReissueQueue,
  reissueId: string,
): Promise<void> {
  await orJournal(journal, queue.put({ reissueId }), (error) => ({
    event: 'queue.put.failed',
    reissueId,
    error,
  }))
}
