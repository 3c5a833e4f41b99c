import { settledPhone, unknownPhoneRule } from '../account/known-phone.ts'
import type { Election } from '../election/election.ts'
import { bothFactorsLostUntil, remainingReissues, type Voter } from '../voter/voter.ts'
import type { Eligibility } from './obstacle.ts'

export type RequestRules = Pick<
  Election<ElectionInstant>,
  'dates' | 'limits' | 'bothLostHours' | 'unknownPhone' | 'unknownPhoneDelayHours'
>

export function eligibilityOf(voter: Voter, rules: RequestRules, at: ElectionInstant): Eligibility {
  const { dates, limits, bothLostHours } = rules
  const needsKnownPhone =
    unknownPhoneRule(rules, at).otherPhone === 'refuse' && !settledPhone(voter, at)
  return {
    ...(needsKnownPhone && { needsKnownPhone }),
    opensAt: dates.reissueOpensAt,
    closesAt: dates.reissueClosesAt,
    passwordChangeRequired: voter.passwordChangeRequired === true,
    bothFactorsLostUntil: bothFactorsLostUntil(voter, bothLostHours, at),
    remaining: remainingReissues(voter, limits),
  }
}
