import { findOwnReissue, type OwnReissuePorts } from '../../shared/access/own-reissue.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Withdrawals } from '../../shared/domain/reissue/cancellations.ts'
import type { ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'

export interface Withdrawing {
  /** `unchanged`: it had been withdrawn before. */
  outcome: 'withdrawn' | 'unchanged' | 'too-late' | 'not-found' | 'unauthenticated'
}

/** Works until the SMS begins to leave. The sender's own first write wins or loses against this one, never both. */
export async function withdrawReissue(
  { withdrawals, newsQueue, clock, journal, ...ports }: Dependencies,
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<Withdrawing> {
  const now = clock()
  const found = await findOwnReissue(ports, request, now)
  if (found.outcome !== 'found') return found
  const { reissue } = found
  const outcome = await withdrawals.withdraw(reissue, now)
  if (outcome === 'withdrawn') await putOrJournal(journal, newsQueue, reissue.reissueId)
  return { outcome }
}

interface Dependencies extends OwnReissuePorts {
  withdrawals: Withdrawals
  newsQueue: ReissueQueue
  clock: Clock<ElectionInstant>
  journal: Journal
}
