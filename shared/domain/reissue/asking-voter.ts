import type { Election } from '../election/election.ts'
import { bothFactorsLostUntil, remainingReissues, type Voter } from '../voter/voter.ts'
import type { Asking } from './may-ask.ts'

export function askingOf(
  voter: Voter,
  {
    dates,
    limits,
    bothLostHours,
  }: Pick<Election<ElectionInstant>, 'dates' | 'limits' | 'bothLostHours'>,
  now: ElectionInstant,
): Asking {
  return {
    opensAt: dates.reissueOpensAt,
    closesAt: dates.reissueClosesAt,
    passwordChangeRequired: voter.passwordChangeRequired === true,
    bothFactorsLostUntil: bothFactorsLostUntil(voter, bothLostHours, now),
    remaining: remainingReissues(voter, limits),
  }
}
