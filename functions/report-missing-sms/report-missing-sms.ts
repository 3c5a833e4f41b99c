import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { missedFrom } from '../../shared/domain/sms/expected-time.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type MissingReport =
  | { outcome: 'recorded'; state: ReissueState }
  /** It was said before, and is counted once; or nobody can miss it yet, and saying so later is what counts. */
  | { outcome: 'unchanged' }
  | { outcome: 'not-found' | 'unauthenticated' }

/** A voter says that the SMS of their own request did not arrive. It changes nothing for them, and is counted. */
export async function reportMissingSms(
  { arrivals, clock, ...ports }: Dependencies,
  request: { claim: SessionClaim | undefined; reissueId: string },
): Promise<MissingReport> {
  const now = clock()
  const found = await findOwnReissue(ports, request, now)
  if (found.outcome !== 'found') return found
  const { reissueId, state, history, expectedAt } = found.reissue
  const sentAt = history.find((step) => step.state === 'sent')?.at
  if (now < missedFrom(expectedAt, sentAt)) return { outcome: 'unchanged' }
  const outcome = await arrivals.recordMissing(reissueId, now)
  return outcome === 'recorded' ? { outcome, state } : { outcome }
}

type Dependencies = Pick<ReissuePorts, 'sessions' | 'voters' | 'reissues' | 'arrivals' | 'clock'>
