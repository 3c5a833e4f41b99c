import type { Lease, SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export type SendingStart =
  | { outcome: 'started'; reissue: Reissue }
  | { outcome: 'absent' }
  | { outcome: 'busy' }
  | { outcome: 'over' }

export interface Sendings {
  /** Takes over an expired lease or that of an earlier delivery: SQS redelivers once that sender is gone. */
  start(reissueId: string, lease: Lease): Promise<SendingStart>
  /** Ends the lease if SNS surely sent nothing, so that the next attempt does not count as a second SMS. */
  release(reissueId: string, lease: Lease): Promise<void>
  /** Marks the request as sent and makes the new identifier valid in one transaction. */
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: ElectionInstant },
  ): Promise<'completed' | 'already-over'>
  /** Ends the request as failed, and refunds it in the same transaction. */
  fail(
    reissue: Reissue,
    failure: SmsFailure,
    at: ElectionInstant,
  ): Promise<'failed' | 'already-over'>
  /** A new cause makes the mail due at once. @returns false if the request changed or is being sent */
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
  /** Finds the request of an SMS by an eventually consistent index. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  recordDelivery(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
  /** Refunds the request. If the SMS `neverLeft`, restores the former identifier, unless the new one was used or replaced. */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
