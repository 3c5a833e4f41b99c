import { secondsLater } from '../../domain/instants.ts'
import type { VoterClaim, voterRules } from '../../domain/reissue/reissue-rules.ts'
import { waitCauses } from '../../domain/voter/voter.ts'

export type ExpressionValues = Record<string, string | number | ElectionInstant>
export type Condition<Claim> = (claim: Claim) => [expression: string, values: ExpressionValues]

/** Conditions are joined by AND, so an OR needs parentheses. DynamoDB rejects redundant parentheses. */
export const voterConditions: Record<keyof typeof voterRules, Condition<VoterClaim>> = {
  voterIsOfThisEpoch: ({ session }) => ['sessionEpoch = :epoch', { epoch: session.epoch }],
  noReissueIsPending: () => ['attribute_not_exists(pendingReissueId)', {}],
  noPasswordChangeIsRequired: () => ['attribute_not_exists(passwordChangeRequired)', {}],
  passwordIsOldEnough: ({ bothLostHours, now }) => [
    waitCauses
      .map((name) => `(attribute_not_exists(${name}) OR ${name} <= :bothLostSince)`)
      .join(' AND '),
    { bothLostSince: secondsLater(now, -bothLostHours * 3600) },
  ],
  reissuesAreLeft: ({ limits }) => [
    'reissueCount < :voterLimit',
    { voterLimit: limits.reissuesPerVoter },
  ],
}

export const joinConditions = (
  conditions: ReturnType<Condition<never>>[],
  extraValues: ExpressionValues,
) => ({
  ConditionExpression: conditions.map(([expression]) => expression).join(' AND '),
  values: Object.assign({}, extraValues, ...conditions.map(([, values]) => values)),
})
