import type { SmsReceipts } from '../../shared/domain/ports.ts'
import { isTransition } from '../../shared/domain/reissue.ts'
import type { Receipt } from '../../shared/domain/sms-delivery.ts'

export type Recording =
  | { outcome: 'recorded'; reissueId: string }
  /** Late, twice, or after another: nothing changes. */
  | { outcome: 'unchanged'; reissueId: string }
  /** No request has an SMS of this id, or none yet. */
  | { outcome: 'unknown' }

/**
 * Takes note of what a carrier says of an SMS. A failure gives the attempt back and leaves the new
 * identifier the valid one: an identifier that died does not come back.
 */
export async function recordReceipt(
  smsReceipts: SmsReceipts,
  { messageId, failure, at }: Receipt,
): Promise<Recording> {
  const reissue = await smsReceipts.findReissue(messageId)
  if (!reissue) return { outcome: 'unknown' }
  const { reissueId } = reissue
  if (!isTransition(reissue.state, failure ? 'failed' : 'delivered')) {
    return { outcome: 'unchanged', reissueId }
  }
  // The carrier's clock is not ours: no step comes before the one that it follows.
  const sentAt = reissue.history.at(-1)?.at ?? at
  const notBefore = at < sentAt ? sentAt : at
  const outcome = failure
    ? await smsReceipts.recordFailure(reissue, failure, notBefore)
    : await smsReceipts.recordDelivery(reissueId, notBefore)
  return { outcome, reissueId }
}
