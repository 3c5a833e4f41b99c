import type { Lease } from '../sms/sending-lease.ts'
import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export type SendingStart =
  | { outcome: 'started'; reissue: Reissue }
  | { outcome: 'absent' }
  /** Another sender has the lease. */
  | { outcome: 'busy' }
  | { outcome: 'over' }

export interface Sendings {
  /**
   * Moves `accepted` or `held` to `sending`, or takes over a `sending` whose lease has ended or belongs to an earlier
   * delivery of the same message: SQS delivers again once that sender is gone.
   */
  start(reissueId: string, lease: Lease): Promise<SendingStart>
  /** Ends the lease of a try whose SMS SNS refused, so that the next try does not count as a second SMS. */
  release(reissueId: string, lease: Lease): Promise<void>
  /** In one transaction makes the new identifier the valid one, moves the request to `sent` and makes its mail due. */
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: ElectionInstant },
  ): Promise<'completed' | 'already-over'>
  /** In one transaction moves the request to `failed`, gives the attempt back and makes its mail due. */
  fail(
    reissue: Reissue,
    failure: SmsFailure,
    at: ElectionInstant,
  ): Promise<'failed' | 'already-over'>
  /**
   * Puts the SMS off until `until`, when the sweep requeues it. If the cause is new, its mail is due at once.
   * @param hold its `heldOn` is the day whose cap is reached, `heldByLimit` or `heldByPause`
   * @returns false if the request changed since, or a sender has it
   */
  hold(
    found: Pick<Reissue, 'reissueId' | 'state' | 'heldOn'>,
    hold: {
      heldOn: string
      now: ElectionInstant
      until: ElectionInstant
      expectedAt: ElectionInstant
    },
  ): Promise<boolean>
}
