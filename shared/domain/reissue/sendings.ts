import type { SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export type SendingStart = { outcome: 'started'; reissue: Reissue } | { outcome: 'busy' | 'over' }

export interface Sendings {
  /** Takes the lease, or takes over an earlier sender's lease that has ended. */
  start(reissue: Reissue, now: ElectionInstant): Promise<SendingStart>
  /** Ends the lease. The request is `accepted` again unless a sender may have sent its SMS. */
  release(reissue: Reissue, now: ElectionInstant, mayHaveLeft: boolean): Promise<void>
  /** @returns false if the request is no longer `sending` */
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: ElectionInstant },
  ): Promise<boolean>
  /** @returns false if the request ended, or changed to or from `sending` */
  fail(reissue: Reissue, failure: SmsFailure, at: ElectionInstant): Promise<boolean>
  /** @returns false if the request's state or hold changed since `current` was read */
  hold(
    current: Pick<Reissue, 'reissueId' | 'state' | 'heldOn'>,
    hold: {
      heldOn: string
      now: ElectionInstant
      until: ElectionInstant
      expectedAt: ElectionInstant
    },
  ): Promise<boolean>
}

export interface SmsReceipts {
  /** May miss a new message ID, since the index is eventually consistent. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  recordDelivery(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
  /** If the SMS was not sent, restores the former identifier, unless the new one was used or replaced. */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; isUnsent: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
