import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export interface SmsReceipts {
  /** The request whose SMS SNS gave this id. Found a moment late: the index follows the table. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  /** Moves `sent` to `delivered`; a request in any other state stays as it is. */
  recordDelivery(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
  /**
   * In one transaction moves `sent` to `failed`, gives the attempt back, voter's and phone's, and makes the
   * mail that says so due; a request in any other state stays as it is.
   * @param failure `at` by the carrier's clock, and up to 72 hours before `now`. `neverLeft`: the identifier that this
   * request made void is the valid one again, unless another took its place since.
   */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
