import type { Reissue } from './reissue.ts'

export interface Withdrawals {
  /**
   * In one transaction moves one that is stoppable to `cancelled`, gives the attempt back, voter's and phone's, and
   * makes the mail that says so due. The voter's SMS stays counted; neither sessions nor password change.
   * @returns whether it had been withdrawn before, or what stands against it
   */
  withdraw(reissue: Reissue, at: Date): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
