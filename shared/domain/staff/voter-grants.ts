import type { ApprovalUse } from '../approval.ts'
import { secondsLater } from '../instants.ts'
import type { Voter } from '../voter/voter.ts'

/** Limit per voter and day: each lift lets the account's holder try more identities. */
export const waitLiftsPerDay = 3

/** @returns when the wait was lifted in the last day */
export const recentWaitLifts = (
  { waitsLiftedAt = [] }: Pick<Voter, 'waitsLiftedAt'>,
  now: ElectionInstant,
) => waitsLiftedAt.filter((at) => at > secondsLater(now, -86_400))

export const mayLiftWait = (voter: Pick<Voter, 'waitsLiftedAt'>, now: ElectionInstant): boolean =>
  recentWaitLifts(voter, now).length < waitLiftsPerDay

export interface VoterGrants {
  /**
   * The wrong identities before `at` make nobody wait: what counts them looks here before it refuses.
   * @returns false if it was lifted as often as a day allows, or somebody else lifts it at this moment
   */
  liftWait(voter: Pick<Voter, 'voterId' | 'waitsLiftedAt'>, at: ElectionInstant): Promise<boolean>
  /** Ends the delay after a new password or repair. @returns false if there is another, or the approval was used */
  liftBothLost(
    voter: Pick<Voter, 'voterId' | 'passwordRenewedAt' | 'repairedAt'>,
    use: ApprovalUse,
  ): Promise<boolean>
}
