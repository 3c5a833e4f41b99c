import type { Election } from '../domain/election.ts'
import type { Sessions, Voters } from '../domain/ports.ts'
import { confirms, type SessionClaim } from '../domain/session.ts'
import { isOpen } from '../domain/windows.ts'

export type BoothView =
  | { outcome: 'shown'; ballots: Election['ballots'] }
  | { outcome: 'unauthenticated' | 'vote-closed' }

/**
 * The voter's ballots. A booth session ends with the space session it was opened in, and as soon as
 * the identifier it was opened with is replaced.
 */
export async function showBooth(
  { voters, sessions, election }: Dependencies,
  { space, booth, now }: { space: SessionClaim; booth: SessionClaim; now: Date },
): Promise<BoothView> {
  const [spaceSession, boothSession, voter] = await Promise.all([
    sessions.findSpace(space),
    sessions.findBooth(booth),
    voters.find(space.voterId),
  ])
  const inside =
    confirms(spaceSession, space, now) &&
    confirms(boothSession, booth, now) &&
    boothSession.spaceTokenHash === space.tokenHash &&
    boothSession.identifierHash === voter?.identifierHash
  if (!inside || !voter) return { outcome: 'unauthenticated' }
  const { voteOpensAt, voteClosesAt } = election.dates
  if (!isOpen(voteOpensAt, voteClosesAt, now)) return { outcome: 'vote-closed' }
  return {
    outcome: 'shown',
    ballots: election.ballots.filter(({ id }) => voter.ballots.includes(id)),
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'findBooth'>
  election: Election
}
