import { signedInAndProlonged } from '../../shared/access/signed-in.ts'
import {
  isValidFor,
  openedAt,
  type SessionClaim,
  type Sessions,
} from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen, voteClosesFor } from '../../shared/domain/election/open-period.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

export type BoothView =
  | { outcome: 'shown'; ballots: Election['ballots'] }
  | { outcome: 'unauthenticated' | 'vote-closed' }

/** A booth session ends with its space session, and as soon as the identifier it was opened with is replaced. */
export async function showBooth(
  { voters, sessions, election, clock }: Dependencies,
  { space, booth }: { space: SessionClaim | undefined; booth: SessionClaim | undefined },
): Promise<BoothView> {
  if (!space || !booth) return { outcome: 'unauthenticated' }
  const now = clock()
  const [found, boothSession] = await Promise.all([
    signedInAndProlonged({ sessions, voters }, space, now),
    sessions.findBooth(booth),
  ])
  const inside =
    found &&
    isValidFor(boothSession, booth, now) &&
    boothSession.spaceTokenHash === space.tokenHash &&
    boothSession.identifierHash === found.voter.identifierHash
  if (!inside) return { outcome: 'unauthenticated' }
  const { voteOpensAt, voteClosesAt } = election.dates
  const closesAt = voteClosesFor(voteClosesAt, openedAt(found.session))
  if (!isOpen(voteOpensAt, closesAt, now)) return { outcome: 'vote-closed' }
  return {
    outcome: 'shown',
    ballots: election.ballots.filter(({ id }) => found.voter.ballots.includes(id)),
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'findBooth' | 'prolong'>
  election: Election<ElectionInstant>
  clock: Clock<ElectionInstant>
}
