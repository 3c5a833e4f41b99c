import type { Lease, SmsFailure } from '../sms/sms-delivery.ts'
import type { Reissue } from './reissue.ts'

export type SendingStart =
  | { outcome: 'started'; reissue: Reissue }
  | { outcome: 'absent' }
  | { outcome: 'busy' }
  | { outcome: 'over' }

export interface Sendings {
  /** SQS redelivers once the earlier sender is gone, so its lease is taken over. */
  start(reissueId: string, lease: Lease): Promise<SendingStart>
  /** Must be called only if SNS certainly sent nothing: the next attempt then does not count as a second SMS. */
  release(reissueId: string, lease: Lease): Promise<void>
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: ElectionInstant },
  ): Promise<'completed' | 'already-over'>
  fail(
    reissue: Reissue,
    failure: SmsFailure,
    at: ElectionInstant,
  ): Promise<'failed' | 'already-over'>
  /** @returns false if the request changed or is being sent */
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
  /** Restores the former identifier if the SMS `neverLeft`, unless the new one was used or replaced. */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: ElectionInstant; now: ElectionInstant },
  ): Promise<'recorded' | 'unchanged'>
}
