import {
  hasCurrentEpoch,
  isValidFor,
  prolongedExpiry,
  type SessionClaim,
  type Sessions,
  type SpaceSession,
} from '../domain/account/session.ts'
import type { Reissue, Reissues } from '../domain/reissue/reissue.ts'
import type { Voter, Voters } from '../domain/voter/voter.ts'

export interface SignedInVoter {
  claim: SessionClaim
  session: SpaceSession
  voter: Voter
}

export interface SignedInPorts {
  sessions: Pick<Sessions, 'find'>
  voters: Pick<Voters, 'find'>
}

export async function findCaller(
  { sessions, voters }: SignedInPorts,
  claim: SessionClaim | undefined,
  now: ElectionInstant,
): Promise<SignedInVoter | undefined> {
  if (!claim) return undefined
  const [session, voter] = await Promise.all([sessions.find(claim), voters.find(claim.voterId)])
  if (session?.kind !== 'space' || !isValidFor(session, claim, now)) return undefined
  if (!voter || !hasCurrentEpoch(claim, voter)) return undefined
  return { claim, session, voter }
}

export async function prolongSession<
  Instant extends AnyInstant,
  Session extends { expiresAt: Instant; endsAt: Instant; idleMinutes?: number },
>(session: Session, now: Instant, prolong: (until: Instant) => Promise<void>): Promise<Session> {
  const until = prolongedExpiry(session, now)
  if (!until) return session
  try {
    await prolong(until)
    return { ...session, expiresAt: until }
  } catch {
    return session
  }
}

type OwnReissueLookup =
  | { outcome: 'found'; reissue: Reissue }
  | { outcome: 'not-found' }
  | { outcome: 'unauthenticated' }

export async function findOwnReissue(
  { sessions, voters, reissues }: SignedInPorts & { reissues: Reissues },
  { claim, reissueId }: { claim: SessionClaim | undefined; reissueId: string },
  now: ElectionInstant,
): Promise<OwnReissueLookup> {
  const [caller, reissue] = await Promise.all([
    findCaller({ sessions, voters }, claim, now),
    claim && reissues.find(reissueId),
  ])
  if (!caller) return { outcome: 'unauthenticated' }
  if (reissue?.voterId !== caller.voter.voterId) return { outcome: 'not-found' }
  return { outcome: 'found', reissue }
}
