import { findOwnReissue, type SignedInPorts } from '../../shared/access/signed-in.ts'
import { cancel, type StopPorts } from '../../shared/access/stop-sms.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { isWithdrawn } from '../../shared/domain/reissue/reissue.ts'

export interface WithdrawalResult {
  outcome: 'withdrawn' | 'unchanged' | 'too-late' | 'not-found' | 'unauthenticated'
}

export async function withdrawReissue(
  dependencies: StopPorts & SignedInPorts,
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<WithdrawalResult> {
  const lookup = await findOwnReissue(dependencies, request, dependencies.clock())
  if (lookup.outcome !== 'found') return lookup
  const current = await cancel(dependencies, lookup.reissue, { withdrawn: true })
  if (current === 'stopped') return { outcome: 'withdrawn' }
  return { outcome: isWithdrawn(current) ? 'unchanged' : 'too-late' }
}
