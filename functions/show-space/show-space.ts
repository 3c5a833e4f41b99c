import { signedInAndProlonged } from '../../shared/access/signed-in.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen } from '../../shared/domain/election/open-period.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Reissues } from '../../shared/domain/reissue/reissue.ts'
import { askingOf } from '../../shared/domain/reissue/reissue-rules.ts'
import { findValidIdentifier } from '../../shared/domain/reissue/valid-identifier.ts'
import { initialsOf, type Voters } from '../../shared/domain/voter/voter.ts'

/** Everything that *Mon espace électeur* shows of the voter. Looking at it prolongs the session. */
export async function showSpace(
  { voters, sessions, reissues, election, clock }: Dependencies,
  claim: SessionClaim | undefined,
) {
  if (!claim) return { outcome: 'unauthenticated' } as const
  const now = clock()
  const found = await signedInAndProlonged({ sessions, voters }, claim, now)
  if (!found) return { outcome: 'unauthenticated' } as const
  const { session, voter } = found
  const latest = voter.latestReissueId ? await reissues.find(voter.latestReissueId) : undefined
  const asking = askingOf(voter, election, now)
  return {
    outcome: 'shown' as const,
    initials: initialsOf(voter),
    firstName: voter.firstName,
    lastName: voter.lastName,
    email: voter.email,
    ballots: election.ballots.filter(({ id }) => voter.ballots.includes(id)),
    identifier: await findValidIdentifier(reissues, voter, latest),
    ...asking,
    reissueOpen: isOpen(asking.opensAt, asking.closesAt, now),
    latest,
    session,
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'prolong'>
  reissues: Reissues
  election: Election
  clock: Clock
}
