import type { ReissueQueue } from '../domain/reissue/reissue.ts'
import { type Journal, nameOf } from './journal.ts'

/** A failure is only logged, because the reconciler requeues missing messages. */
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
