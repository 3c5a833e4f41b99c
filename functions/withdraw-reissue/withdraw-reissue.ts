import { findOwnReissue } from '../../shared/access/signed-in.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export interface WithdrawalResult {
  outcome: 'withdrawn' | 'unchanged' | 'too-late' | 'not-found' | 'unauthenticated'
}

export async function withdrawReissue(
  { cancellations, notifications, clock, journal, ...ports }: Dependencies,
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<WithdrawalResult> {
  const now = clock()
  const lookup = await findOwnReissue(ports, request, now)
  if (lookup.outcome !== 'found') return lookup
  const { reissue } = lookup
  const outcome = await cancellations.withdraw(reissue, now)
  if (outcome === 'withdrawn') await queueReissue(journal, notifications, reissue.reissueId)
  return { outcome }
}

type Dependencies = Pick<
  ReissuePorts,
  'sessions' | 'voters' | 'reissues' | 'cancellations' | 'notifications' | 'clock' | 'journal'
>
