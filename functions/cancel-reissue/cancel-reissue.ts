import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { type Cancellations, isCancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import type { ReissueQueue, Reissues } from '../../shared/domain/reissue/reissue.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'

export type Cancelling = { outcome: 'cancelled' | 'unknown-link' | 'too-late' }

/**
 * Stops a request whose SMS has not begun to leave, for whoever holds the e-mail's link. The link serves
 * once. The sender's own first write wins or loses against this one, never both.
 */
export async function cancelReissue(
  { reissues, cancellations, newsQueue, keys, clock, journal }: Dependencies,
  { reissueId, token }: { reissueId: string; token: string },
): Promise<Cancelling> {
  if (!isCancelToken(keys, reissueId, token)) return { outcome: 'unknown-link' }
  const reissue = await reissues.find(reissueId)
  if (!reissue) return { outcome: 'unknown-link' }
  const cancellation = await cancellations.cancel(reissue, clock())
  if (cancellation === 'cancelled') {
    await putOrJournal(journal, newsQueue, reissueId)
    return { outcome: 'cancelled' }
  }
  return { outcome: cancellation.stands === 'cancelled' ? 'unknown-link' : 'too-late' }
}

interface Dependencies {
  reissues: Reissues
  cancellations: Cancellations
  newsQueue: ReissueQueue
  keys: KeysFor<'cancel-link'>
  clock: Clock
  journal: Journal
}
