import { findCaller, prolongSession } from '../../shared/access/signed-in.ts'
import { isValidFor, openedAt, type SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen, voteEndFor } from '../../shared/domain/election/election-dates.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type BoothView =
  | { outcome: 'shown'; ballots: Election['ballots'] }
  | { outcome: 'unauthenticated' | 'vote-closed' }

export async function showBooth(
  { voters, sessions, election, clock }: Dependencies,
  { spaceClaim, boothClaim }: Record<'spaceClaim' | 'boothClaim', SessionClaim | undefined>,
): Promise<BoothView> {
  const now = clock()
  const [caller, boothSession] = await Promise.all([
    findCaller({ sessions, voters }, spaceClaim, now),
    boothClaim && sessions.find(boothClaim),
  ])
  const isInBooth =
    caller &&
    boothClaim &&
    boothSession?.kind === 'booth' &&
    isValidFor(boothSession, boothClaim, now) &&
    boothSession.spaceTokenHash === caller.claim.tokenHash &&
    boothSession.identifierHash === caller.voter.identifierHash
  if (!isInBooth) return { outcome: 'unauthenticated' }
  await prolongSession(caller.session, now, (until) => sessions.prolong(caller.claim, until))
  const { voteOpensAt, voteClosesAt } = election.dates
  const closesAt = voteEndFor(voteClosesAt, openedAt(caller.session))
  if (!isOpen(voteOpensAt, closesAt, now)) return { outcome: 'vote-closed' }
  return {
    outcome: 'shown',
    ballots: election.ballots.filter(({ id }) => caller.voter.ballots.includes(id)),
  }
}

type Dependencies = Pick<ReissuePorts, 'sessions' | 'voters' | 'election' | 'clock'>
