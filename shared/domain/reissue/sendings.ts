import type { Lease } from '../sms/sending-lease.ts'
import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export type SendingStart =
  | { outcome: 'started'; reissue: Reissue }
  | { outcome: 'absent' }
  /** Another sender holds it until its lease ends. */
  | { outcome: 'busy' }
  /** Sent, failed or cancelled: nothing is left to do. */
  | { outcome: 'over' }

export interface Sendings {
  /**
   * Moves `accepted` or `held` to `sending`, or takes over a `sending` whose lease has ended, or is of an earlier
   * delivery of the same message: one that comes again shows that its last sender is gone.
   */
  start(reissueId: string, lease: Lease): Promise<SendingStart>
  /**
   * Ends the lease of a try from which SNS took no SMS, so that the next try is not counted as a second SMS. Does
   * nothing when another sender has the request.
   */
  release(reissueId: string, lease: Lease): Promise<void>
  /**
   * In one transaction the new identifier takes the old one's place, the request becomes `sent`, and the
   * mail that says so is due.
   */
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: ElectionInstant },
  ): Promise<'completed' | 'already-over'>
  /** In one transaction the request becomes `failed`, gives the attempt back, and the mail that says so is due. */
  fail(
    reissue: Reissue,
    failure: SmsFailure,
    at: ElectionInstant,
  ): Promise<'failed' | 'already-over'>
  /**
   * Puts the SMS off: the sweep puts the request back at `until`. What holds it now and did not before makes the mail
   * that says so due at once.
   * @param hold its `heldOn` is the day whose cap is reached, `heldByLimit` or `heldByPause`
   * @returns false when it does not stand as it was found, or is in a sender's hand
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
