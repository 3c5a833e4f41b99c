import type { ReissueQueue } from '../domain/reissue/reissue.ts'
import { type Journal, orJournal } from './journal.ts'

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
