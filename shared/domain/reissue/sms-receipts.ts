import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export interface SmsReceipts {
  /** Eventually consistent: the index follows the table. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  recordDelivery(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
  /** @param failure `at` can be 72 hours before `now`; if it `neverLeft`, the former identifier is valid again */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
