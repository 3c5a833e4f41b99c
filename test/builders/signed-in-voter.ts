import type { Voter } from '../../shared/contract/voter.ts'
import { voterAnswer } from '../screenshots/sample-answers.ts'

/** A voter of an election whose dates are written here, for texts that tell them. */
export function signedInVoter(reissue: Partial<Voter['reissue']> = {}): Voter {
  const voter = voterAnswer(null)
  const { votesUntil: _, ...session } = voter.session
  const closesAt = '2026-12-06T16:00:00Z'
  const vote = { voteOpensAt: '2026-11-15T09:00:00Z', voteClosesAt: closesAt }
  return {
    ...voter,
    session,
    election: { ...voter.election, ...vote },
    reissue: {
      ...voter.reissue,
      ...{ opensAt: '2026-11-13T23:00:00Z', closesAt, remaining: 2 },
      ...reissue,
    },
  }
}
