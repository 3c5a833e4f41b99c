import type { Reissue, ReissueState } from './reissue.ts'

/** The ends of a request before its SMS. */
export interface Cancellations {
  /**
   * In one transaction moves a stoppable request to `cancelled`, gives the attempt back to voter and phone, ends the
   * voter's sessions, asks them for a new password, and makes the mail due. Returns the state that stood against it.
   */
  cancel(reissue: Reissue, at: ElectionInstant): Promise<'cancelled' | { stands: ReissueState }>
  /**
   * Does the same for a withdrawn request, which is stopped already, and gives the voter's SMS back. Writes nothing
   * if the voter's latest request is another than the caller knows.
   */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
  /**
   * In one transaction moves a stoppable request to `cancelled`, gives the attempt back to voter and phone, and makes
   * the mail due. The voter's SMS stays counted: a new one must not follow for ever.
   * @returns `unchanged` if it had been withdrawn before
   */
  withdraw(
    reissue: Reissue,
    at: ElectionInstant,
    byStaff?: true,
  ): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
