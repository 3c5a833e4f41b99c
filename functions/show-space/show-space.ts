import type { Election } from '../domain/election.ts'
import type { Reissues, Sessions, Voters } from '../domain/ports.ts'
import { confirms, type SessionClaim } from '../domain/session.ts'
import { initialsOf } from '../domain/voter.ts'
import { isOpen } from '../domain/windows.ts'

/** Everything that *Mon espace électeur* shows of the voter, or nothing without a session. */
export async function showSpace(
  { voters, sessions, reissues, election }: Dependencies,
  claim: SessionClaim,
  now: Date,
) {
  const [session, voter] = await Promise.all([
    sessions.findSpace(claim),
    voters.find(claim.voterId),
  ])
  if (!confirms(session, claim, now) || !voter) return undefined
  const latest = voter.latestReissueId ? await reissues.find(voter.latestReissueId) : undefined
  const { dates, limits } = election
  return {
    initials: initialsOf(voter),
    firstName: voter.firstName,
    lastName: voter.lastName,
    email: voter.email,
    ballots: election.ballots.filter(({ id }) => voter.ballots.includes(id)),
    remaining: Math.max(0, limits.reissuesPerVoter - voter.reissueCount),
    reissueOpen: isOpen(dates.reissueOpensAt, dates.reissueClosesAt, now),
    passwordChangeRequired: voter.passwordChangeRequired === true,
    latest,
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace'>
  reissues: Reissues
  election: Election
}
