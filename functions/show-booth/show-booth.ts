import { prolongSession, type SignedInPorts, signedIn } from '../../shared/access/signed-in.ts'
import {
  isValidFor,
  openedAt,
  type SessionClaim,
  type Sessions,
} from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen, voteClosesFor } from '../../shared/domain/election/open-period.ts'
import type { Clock } from '../../shared/domain/instants.ts'

export type BoothView =
  | { outcome: 'shown'; ballots: Election['ballots'] }
  | { outcome: 'unauthenticated' | 'vote-closed' }

/** A booth session ends with its space session, and as soon as the identifier it was opened with is replaced. */
export async function showBooth(
  { voters, sessions, election, clock }: Dependencies,
  { space, booth }: { space: SessionClaim | undefined; booth: SessionClaim | undefined },
): Promise<BoothView> {
  const now = clock()
  const [found, boothSession] = await Promise.all([
    signedIn({ sessions, voters }, space, now),
    booth && sessions.find(booth),
  ])
  const inside =
    found &&
    booth &&
    boothSession?.kind === 'booth' &&
    isValidFor(boothSession, booth, now) &&
    boothSession.spaceTokenHash === found.claim.tokenHash &&
    boothSession.identifierHash === found.voter.identifierHash
  if (!inside) return { outcome: 'unauthenticated' }
  await prolongSession(found.session, now, (until) => sessions.prolong(found.claim, until))
  const { voteOpensAt, voteClosesAt } = election.dates
  const closesAt = voteClosesFor(voteClosesAt, openedAt(found.session))
  if (!isOpen(voteOpensAt, closesAt, now)) return { outcome: 'vote-closed' }
  return {
    outcome: 'shown',
    ballots: election.ballots.filter(({ id }) => found.voter.ballots.includes(id)),
  }
}

interface Dependencies extends SignedInPorts {
  sessions: Pick<Sessions, 'find' | 'prolong'>
  election: Election<ElectionInstant>
  clock: Clock<ElectionInstant>
}
