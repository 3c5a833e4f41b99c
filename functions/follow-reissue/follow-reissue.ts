import { signedIn } from '../../shared/access/signed-in.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Reissue, Reissues } from '../../shared/domain/reissue/reissue.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

export type Following =
  | { outcome: 'found'; reissue: Reissue }
  /** There is none, or it is another voter's: the answer is the same. */
  | { outcome: 'not-found' }
  | { outcome: 'unauthenticated' }

/** Where a voter's own request stands. Pages ask by themselves, so it prolongs no session. */
export async function followReissue(
  { sessions, voters, reissues, clock }: Dependencies,
  { claim, reissueId }: { claim: SessionClaim | undefined; reissueId: string },
): Promise<Following> {
  if (!claim) return { outcome: 'unauthenticated' }
  const [found, reissue] = await Promise.all([
    signedIn({ sessions, voters }, claim, clock()),
    reissues.find(reissueId),
  ])
  if (!found) return { outcome: 'unauthenticated' }
  if (reissue?.voterId !== claim.voterId) return { outcome: 'not-found' }
  return { outcome: 'found', reissue }
}

interface Dependencies {
  sessions: Pick<Sessions, 'findSpace'>
  voters: Pick<Voters, 'find'>
  reissues: Reissues
  clock: Clock
}
