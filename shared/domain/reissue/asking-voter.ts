import { otherPhoneRule, settledPhone } from '../account/known-phone.ts'
import type { Election } from '../election/election.ts'
import { bothFactorsLostUntil, remainingReissues, type Voter } from '../voter/voter.ts'
import type { Asking } from './may-ask.ts'

export type AskingRules = Pick<
  Election<ElectionInstant>,
  'dates' | 'limits' | 'bothLostHours' | 'unknownPhone' | 'unknownPhoneDelayHours'
>

export function askingOf(voter: Voter, election: AskingRules, now: ElectionInstant): Asking {
  const { dates, limits, bothLostHours } = election
  const needsKnownPhone =
    otherPhoneRule(election, now).otherPhone === 'refuse' && !settledPhone(voter, now)
  return {
    ...(needsKnownPhone && { needsKnownPhone }),
    opensAt: dates.reissueOpensAt,
    closesAt: dates.reissueClosesAt,
    passwordChangeRequired: voter.passwordChangeRequired === true,
    bothFactorsLostUntil: bothFactorsLostUntil(voter, bothLostHours, now),
    remaining: remainingReissues(voter, limits),
  }
}
