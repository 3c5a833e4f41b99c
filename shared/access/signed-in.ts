import {
  isOfThisEpoch,
  isValidFor,
  prolongation,
  type SessionClaim,
  type Sessions,
  type SpaceSession,
} from '../domain/account/session.ts'
import type { Voter, Voters } from '../domain/voter/voter.ts'

export interface SignedIn {
  session: SpaceSession
  voter: Voter
}

/** Whoever a cookie speaks of, once their session and their line of the roll both confirm it. */
export async function signedIn(
  { sessions, voters }: { sessions: Pick<Sessions, 'findSpace'>; voters: Pick<Voters, 'find'> },
  claim: SessionClaim,
  now: ElectionInstant,
): Promise<SignedIn | undefined> {
  const [session, voter] = await Promise.all([
    sessions.findSpace(claim),
    voters.find(claim.voterId),
  ])
  if (!voter || !isValidFor(session, claim, now) || !isOfThisEpoch(claim, voter)) return undefined
  return { session, voter }
}

/** The same of a voter who acts: their session lasts longer for it. */
export async function signedInAndProlonged(
  ports: { sessions: Pick<Sessions, 'findSpace' | 'prolong'>; voters: Pick<Voters, 'find'> },
  claim: SessionClaim,
  now: ElectionInstant,
): Promise<SignedIn | undefined> {
  const found = await signedIn(ports, claim, now)
  return found && { ...found, session: await prolonged(ports, claim, found.session, now) }
}

/** Never fails: a session that is not prolonged stands as it was, and the next act prolongs it. */
export async function prolonged(
  { sessions }: { sessions: Pick<Sessions, 'prolong'> },
  claim: SessionClaim,
  session: SpaceSession,
  now: ElectionInstant,
): Promise<SpaceSession> {
  const until = prolongation(session, now)
  if (!until) return session
  try {
    await sessions.prolong(claim, until)
    return { ...session, expiresAt: until }
  } catch {
    return session
  }
}
