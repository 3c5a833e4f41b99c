import type { ApprovalUse } from '../approval.ts'
import { secondsLater } from '../instants.ts'
import type { Voter } from '../voter/voter.ts'

/** Per voter and day of the election's clock, by which guesses of an identity wait too. */
export const waitLiftsPerDay = 3

export const recentWaitLifts = (
  { waitsLiftedAt = [] }: Pick<Voter, 'waitsLiftedAt'>,
  now: ElectionInstant,
) => waitsLiftedAt.filter((at) => at > secondsLater(now, -86_400))

export const mayLiftWait = (voter: Pick<Voter, 'waitsLiftedAt'>, now: ElectionInstant): boolean =>
  recentWaitLifts(voter, now).length < waitLiftsPerDay

export interface VoterGrants {
  /**
   * Makes wrong identities before `at` count no more.
   * @returns false if the day's limit is reached, or somebody else lifts the wait at this moment
   */
  liftWait(voter: Pick<Voter, 'voterId' | 'waitsLiftedAt'>, at: ElectionInstant): Promise<boolean>
  /** Ends the delay after a new password or repair. @returns false if a newer one came, or the approval was used */
  liftBothLost(
    voter: Pick<Voter, 'voterId' | 'passwordRenewedAt' | 'repairedAt'>,
    use: ApprovalUse,
  ): Promise<boolean>
}
