import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export interface SmsReceipts {
  /** Finds the request by SNS's id of its SMS, a moment late: the index follows the table. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  /** Moves `sent` to `delivered`. */
  recordDelivery(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
  /**
   * In one transaction moves `sent` to `failed`, gives the attempt back to voter and phone, and makes the mail due.
   * @param failure its `at` is by the carrier's clock, up to 72 hours before `now`. If it `neverLeft`, the former
   *   identifier is valid again, unless another took its place since.
   */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
