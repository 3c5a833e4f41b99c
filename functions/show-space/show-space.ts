import type { Election } from '../domain/election.ts'
import type { Reissues, Sessions, Voters } from '../domain/ports.ts'
import type { SessionClaim } from '../domain/session.ts'
import { stillSignedIn } from '../domain/signed-in.ts'
import { bothFactorsLostUntil, initialsOf } from '../domain/voter.ts'
import { isOpen } from '../domain/windows.ts'

/** Everything that *Mon espace électeur* shows of the voter, or nothing without a session. It prolongs the session. */
export async function showSpace(
  { voters, sessions, reissues, election }: Dependencies,
  claim: SessionClaim,
  now: Date,
) {
  const found = await stillSignedIn({ sessions, voters }, claim, now)
  if (!found) return undefined
  const { session, voter } = found
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
    bothFactorsLostUntil: bothFactorsLostUntil(voter, election.bothLostHours, now),
    latest,
    session,
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'prolong'>
  reissues: Reissues
  election: Election
}
