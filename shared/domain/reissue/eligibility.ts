import type { AttemptLimit } from '../account/attempts.ts'
import { otherPhoneRule, settledPhone } from '../account/known-phone.ts'
import type { Election } from '../election/election.ts'
import { bothFactorsLostUntil, remainingReissues, type Voter } from '../voter/voter.ts'
import type { Eligibility } from './may-ask.ts'

export type RequestRules = Pick<
  Election<ElectionInstant>,
  'dates' | 'limits' | 'bothLostHours' | 'unknownPhone' | 'unknownPhoneDelayHours'
>

export function eligibilityOf(voter: Voter, rules: RequestRules, at: ElectionInstant): Eligibility {
  const { dates, limits, bothLostHours } = rules
  const needsKnownPhone =
    otherPhoneRule(rules, at).otherPhone === 'refuse' && !settledPhone(voter, at)
  return {
    ...(needsKnownPhone && { needsKnownPhone }),
    opensAt: dates.reissueOpensAt,
    closesAt: dates.reissueClosesAt,
    passwordChangeRequired: voter.passwordChangeRequired === true,
    bothFactorsLostUntil: bothFactorsLostUntil(voter, bothLostHours, at),
    remaining: remainingReissues(voter, limits),
  }
}

/**
 * Admitted but refused requests per voter, each a guess of NUMEN, birth date or code. Of some 25,000 birth dates, a
 * thief of session and NUMEN can try 19 a day: less than a 2% chance in three weeks.
 */
export const identityLimit: AttemptLimit = {
  name: 'identity',
  windowSeconds: 86_400,
  quota: 5,
  waitsSeconds: [60, 120, 300, 600, 1800, 3600, 9000],
}
