import type { Reissue, ReissueState } from './reissue.ts'

export interface Cancellations {
  /**
   * In one transaction moves one that is stoppable to `cancelled`, gives the attempt back, voter's and phone's, ends
   * the voter's sessions, asks them for a new password, and makes the mail that says so due.
   * @returns the state that stood against it
   */
  cancel(reissue: Reissue, at: ElectionInstant): Promise<'cancelled' | { stands: ReissueState }>
  /**
   * The same for one that was withdrawn, of which nothing is left to stop: in one transaction gives the voter's SMS
   * back, ends the sessions, asks for a new password, and makes the mail that says so due. Nothing is written
   * when another request is the voter's latest than the one that the caller knows.
   */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
}

export interface Withdrawals {
  /**
   * In one transaction moves one that is stoppable to `cancelled`, gives the attempt back, voter's and phone's, and
   * makes the mail that says so due. The voter's SMS stays counted; neither sessions nor password change.
   * @param byStaff in place of its voter
   * @returns whether it had been withdrawn before, or what stands against it
   */
  withdraw(
    reissue: Reissue,
    at: ElectionInstant,
    byStaff?: true,
  ): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
