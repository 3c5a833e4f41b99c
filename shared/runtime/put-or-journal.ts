import type { ReissueQueue } from '../domain/reissue/reissue.ts'
import { type Journal, nameOf } from './journal.ts'

/** For a message that the sweep requeues if it is missing. */
export async function putOrJournal(
  journal: Journal,
  queue: ReissueQueue,
  reissueId: string,
): Promise<void> {
  try {
    await queue.put({ reissueId })
  } catch (error) {
    journal({ event: 'queue.put.failed', reissueId, error: nameOf(error) })
  }
}
