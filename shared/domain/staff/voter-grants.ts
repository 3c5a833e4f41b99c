import type { ApprovalUse } from '../approval.ts'
import { secondsLater } from '../instants.ts'
import type { Voter } from '../voter/voter.ts'

export const waitLiftsPerDay = 3

export const recentWaitLifts = (
  { waitsLiftedAt = [] }: Pick<Voter, 'waitsLiftedAt'>,
  now: ElectionInstant,
) => waitsLiftedAt.filter((at) => at > secondsLater(now, -86_400))

export const mayLiftWait = (voter: Pick<Voter, 'waitsLiftedAt'>, now: ElectionInstant): boolean =>
  recentWaitLifts(voter, now).length < waitLiftsPerDay

export interface VoterGrants {
  /** @returns false if the limit is reached or a concurrent lift won */
  liftWait(voter: Pick<Voter, 'voterId' | 'waitsLiftedAt'>, at: ElectionInstant): Promise<boolean>
  liftBothLost(
    voter: Pick<Voter, 'voterId' | 'passwordRenewedAt' | 'repairedAt'>,
    approvalUse: ApprovalUse,
    delayedRequest?: { reissueId: string; now: ElectionInstant },
  ): Promise<boolean>
}
