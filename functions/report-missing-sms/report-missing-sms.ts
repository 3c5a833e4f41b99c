import { signedIn } from '../../shared/access/signed-in.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Arrivals, ReissueState, Reissues } from '../../shared/domain/reissue/reissue.ts'
import { missedFrom } from '../../shared/domain/sms/expected-time.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

export type MissingReport =
  | { outcome: 'recorded'; state: ReissueState }
  /** It was said before, and is counted once; or nobody can miss it yet, and saying so later is what counts. */
  | { outcome: 'unchanged' }
  | { outcome: 'not-found' | 'unauthenticated' }

/** A voter says that the SMS of their own request did not arrive. It changes nothing for them, and is counted. */
export async function reportMissingSms(
  { sessions, voters, reissues, arrivals, clock }: Dependencies,
  { claim, reissueId }: { claim: SessionClaim | undefined; reissueId: string },
): Promise<MissingReport> {
  if (!claim) return { outcome: 'unauthenticated' }
  const now = clock()
  const [found, reissue] = await Promise.all([
    signedIn({ sessions, voters }, claim, now),
    reissues.find(reissueId),
  ])
  if (!found) return { outcome: 'unauthenticated' }
  if (reissue?.voterId !== claim.voterId) return { outcome: 'not-found' }
  const sentAt = reissue.history.find(({ state }) => state === 'sent')?.at
  if (now < missedFrom(reissue.expectedAt, sentAt)) return { outcome: 'unchanged' }
  const outcome = await arrivals.recordMissing(reissueId, now)
  return outcome === 'recorded' ? { outcome, state: reissue.state } : { outcome }
}

interface Dependencies {
  sessions: Pick<Sessions, 'findSpace'>
  voters: Pick<Voters, 'find'>
  reissues: Reissues
  arrivals: Pick<Arrivals, 'recordMissing'>
  clock: Clock
}
