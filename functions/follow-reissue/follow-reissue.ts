import type { Reissues, Sessions } from '../domain/ports.ts'
import type { Reissue } from '../domain/reissue.ts'
import { confirms, type SessionClaim } from '../domain/session.ts'

export type Following =
  | { outcome: 'found'; reissue: Reissue }
  /** There is none, or it is another voter's: the answer is the same. */
  | { outcome: 'not-found' }
  | { outcome: 'unauthenticated' }

/** Where a voter's own request stands. */
export async function followReissue(
  { sessions, reissues }: { sessions: Pick<Sessions, 'findSpace'>; reissues: Reissues },
  { claim, reissueId, now }: { claim: SessionClaim; reissueId: string; now: Date },
): Promise<Following> {
  const [session, reissue] = await Promise.all([
    sessions.findSpace(claim),
    reissues.find(reissueId),
  ])
  if (!confirms(session, claim, now)) return { outcome: 'unauthenticated' }
  if (reissue?.voterId !== claim.voterId) return { outcome: 'not-found' }
  return { outcome: 'found', reissue }
}
