import {
  isOfThisEpoch,
  isValidFor,
  prolongation,
  type SessionClaim,
  type Sessions,
  type SpaceSession,
} from '../domain/account/session.ts'
import type { Reissue, Reissues } from '../domain/reissue/reissue.ts'
import type { Voter, Voters } from '../domain/voter/voter.ts'

export interface SignedIn {
  claim: SessionClaim
  session: SpaceSession
  voter: Voter
}

export interface SignedInPorts {
  sessions: Pick<Sessions, 'find'>
  voters: Pick<Voters, 'find'>
}

/** Returns the cookie's voter if both the session and the roll confirm it. */
export async function signedIn(
  { sessions, voters }: SignedInPorts,
  claim: SessionClaim | undefined,
  now: ElectionInstant,
): Promise<SignedIn | undefined> {
  if (!claim) return undefined
  const [session, voter] = await Promise.all([sessions.find(claim), voters.find(claim.voterId)])
  if (session?.kind !== 'space' || !isValidFor(session, claim, now)) return undefined
  if (!voter || !isOfThisEpoch(claim, voter)) return undefined
  return { claim, session, voter }
}

/** Never throws: if the write fails, the next request prolongs the session. */
export async function prolongSession<
  Instant extends AnyInstant,
  Session extends { expiresAt: Instant; endsAt: Instant; idleMinutes?: number },
>(session: Session, now: Instant, prolong: (until: Instant) => Promise<void>): Promise<Session> {
  const until = prolongation(session, now)
  if (!until) return session
  try {
    await prolong(until)
    return { ...session, expiresAt: until }
  } catch {
    return session
  }
}

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
