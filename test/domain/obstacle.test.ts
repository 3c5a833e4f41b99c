import { expect, it, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import { type Obstacle, obstacleOf } from '../../shared/domain/reissue/obstacle.ts'
import {
  acceptanceRules,
  admissionRules,
  type Refusal,
  refusalOf,
} from '../../shared/domain/reissue/reissue-rules.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aSituation } from '../builders/situations.ts'
import { aVoter, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const words: Partial<Record<Refusal['outcome'], Obstacle>> = {
  'password-change-required': 'password-change-required',
  'both-factors-lost': 'both-factors-lost',
  'voter-limit': 'none-remaining',
  'sms-ceiling': 'none-remaining',
}

const counts = [undefined, 0, 1, 2, 3, 4, 5, 6]
const renewals = [undefined, ...[0, -86_400, -86_400.001, -90_000].map((s) => secondsLater(now, s))]

const standings: Partial<Voter>[] = [undefined, true as const].flatMap((passwordChangeRequired) =>
  renewals.flatMap((passwordRenewedAt) =>
    counts.flatMap((smsCount) =>
      [0, 1, 2, 3, 4].map((reissueCount) => ({
        reissueCount,
        ...(smsCount !== undefined && { smsCount }),
        ...(passwordChangeRequired && { passwordChangeRequired }),
        ...(passwordRenewedAt &&
          (reissueCount % 2 ? { passwordRenewedAt } : { repairedAt: passwordRenewedAt })),
      })),
    ),
  ),
)

test.each([
  ['admission', admissionRules],
  ['acceptance', acceptanceRules],
] as const)('a page shows what %s would answer, however the voter stands', (decision, rules) => {
  const { claim, items } = aSituation(decision)
  const { bothLostHours } = claim
  const limits = { ...election.limits, ...claim.limits }
  const seen = new Set<Obstacle | undefined>()
  for (const standing of standings) {
    const voter = { ...aVoter(), ...items.voter, ...standing }
    const refusal = refusalOf(rules, { voter: { item: voter } }, claim)
    const eligibility = eligibilityOf(voter, { ...election, limits, bothLostHours }, now)
    const obstacle = obstacleOf(eligibility, now)
    expect(obstacle, JSON.stringify(standing)).toBe(refusal && words[refusal.outcome])
    seen.add(obstacle)
  }
  expect(seen).toEqual(new Set([undefined, ...Object.values(words)]))
})

test('a page shows the dates first, whose first instant is open and whose last is not', () => {
  const eligibility = eligibilityOf(aVoter({ passwordChangeRequired: true }), election, now)
  const at = (instant: ElectionInstant, seconds: number) =>
    obstacleOf(eligibility, secondsLater(instant, seconds))
  expect(at(eligibility.opensAt, -0.001)).toBe('not-open')
  expect(at(eligibility.opensAt, 0)).toBe('password-change-required')
  expect(at(eligibility.closesAt, -0.001)).toBe('password-change-required')
  expect(at(eligibility.closesAt, 0)).toBe('closed')
})

it('a new password is in the way until its hours are over, and not from that instant on', () => {
  const eligibility = { ...eligibilityOf(aVoter(), election, now), bothFactorsLostUntil: now }
  expect(obstacleOf(eligibility, secondsLater(now, -0.001))).toBe('both-factors-lost')
  expect(obstacleOf(eligibility, now)).toBeUndefined()
})

it('nobody may ask while the election is suspended, whatever else stands', () => {
  const eligibility = eligibilityOf(aVoter(), election, now)
  expect(obstacleOf({ ...eligibility, suspended: true }, now)).toBe('suspended')
  expect(obstacleOf({ ...eligibility, suspended: undefined }, now)).not.toBe('suspended')
})

it.each(['allow', 'delay', 'refuse'] as const)(
  'who has no known phone is sent to the helpdesk by the rule "refuse" alone: %s',
  (unknownPhone) => {
    const obstacle = obstacleOf(eligibilityOf(aVoter(), { ...election, unknownPhone }, now), now)
    expect(obstacle).toBe(unknownPhone === 'refuse' ? 'phone-unknown' : undefined)
  },
)
