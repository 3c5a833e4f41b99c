import type { Reissue, ReissueState } from './reissue.ts'

export interface Cancellations {
  /** Refunds voter and phone, ends sessions and requires a new password in one transaction. */
  cancel(reissue: Reissue, at: ElectionInstant): Promise<'cancelled' | { stands: ReissueState }>
  /** Like `cancel`, for a withdrawn request; also refunds its SMS. Writes nothing if the latest request is another. */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
  /** Refunds voter and phone; the voter's SMS stays counted, so that withdrawals are limited. */
  withdraw(
    reissue: Reissue,
    at: ElectionInstant,
    byStaff?: true,
  ): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
