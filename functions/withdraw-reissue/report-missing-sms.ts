import { findOwnReissue } from '../../shared/access/signed-in.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { handedOverAt } from '../../shared/domain/reissue/valid-identifier.ts'
import { reportableAt } from '../../shared/domain/sms/expected-time.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type ReportResult =
  | { outcome: 'recorded'; state: ReissueState }
  | { outcome: 'unchanged' }
  | { outcome: 'not-found' | 'unauthenticated' }

export async function reportMissingSms(
  { arrivals, clock, ...ports }: Dependencies,
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<ReportResult> {
  const now = clock()
  const lookup = await findOwnReissue(ports, request, now)
  if (lookup.outcome !== 'found') return lookup
  const { reissueId, state, expectedAt } = lookup.reissue
  if (now < reportableAt(expectedAt, handedOverAt(lookup.reissue))) return { outcome: 'unchanged' }
  const { outcome } = await arrivals.recordMissing(reissueId, now)
  return outcome === 'recorded' ? { outcome, state } : { outcome }
}

type Dependencies = Pick<ReissuePorts, 'sessions' | 'voters' | 'reissues' | 'arrivals' | 'clock'>
