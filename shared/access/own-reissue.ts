import type { SessionClaim } from '../domain/account/session.ts'
import type { Reissue, Reissues } from '../domain/reissue/reissue.ts'
import { type SignedInPorts, signedIn } from './signed-in.ts'

type OwnReissue =
  | { outcome: 'found'; reissue: Reissue }
  /** Returned for another voter's request too. */
  | { outcome: 'not-found' }
  | { outcome: 'unauthenticated' }

/** Does not prolong the session. */
export async function findOwnReissue(
  { sessions, voters, reissues }: SignedInPorts & { reissues: Reissues },
  { claim, reissueId }: { claim: SessionClaim | undefined; reissueId: string },
  now: ElectionInstant,
): Promise<OwnReissue> {
  const [caller, reissue] = await Promise.all([
    signedIn({ sessions, voters }, claim, now),
    claim && reissues.find(reissueId),
  ])
  if (!caller) return { outcome: 'unauthenticated' }
  if (reissue?.voterId !== caller.voter.voterId) return { outcome: 'not-found' }
  return { outcome: 'found', reissue }
}
