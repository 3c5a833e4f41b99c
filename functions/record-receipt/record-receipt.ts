import { unknownTerritory } from '../../shared/domain/handover-times.ts'
import type { Clock, HandoverDays, ReissueQueue, SmsReceipts } from '../../shared/domain/ports.ts'
import { isTransition } from '../../shared/domain/reissue.ts'
import { smsDayOf } from '../../shared/domain/sms-day.ts'
import type { Receipt } from '../../shared/domain/sms-delivery.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'

export type Recording =
  | { outcome: 'recorded'; reissueId: string }
  /** Late, twice, or after another: nothing changes. */
  | { outcome: 'unchanged'; reissueId: string }
  /** No request has an SMS of this id, or none yet. */
  | { outcome: 'unknown' }

/**
 * Takes note of what a carrier says of an SMS. A failure gives the attempt back and leaves the new
 * identifier the valid one: an identifier that died does not come back. Its voter is told by e-mail, once: what
 * a crash keeps from the queue is due in the table, and the sweep finds it.
 */
export async function recordReceipt(
  { smsReceipts, handoverDays, newsQueue, timeZone, clock, journal }: Dependencies,
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
  if (!failure) {
    return { outcome: await smsReceipts.recordDelivery(reissueId, notBefore), reissueId }
  }
  const outcome = await smsReceipts.recordFailure(reissue, failure, notBefore, clock())
  if (outcome === 'recorded') {
    const { territory = unknownTerritory } = reissue
    await Promise.all([
      putOrJournal(journal, newsQueue, reissueId),
      // A count that is lost is no failure.
      handoverDays.countFailed(smsDayOf(sentAt, timeZone), territory).catch(() => {}),
    ])
  }
  return { outcome, reissueId }
}

interface Dependencies {
  smsReceipts: SmsReceipts
  handoverDays: Pick<HandoverDays, 'countFailed'>
  newsQueue: ReissueQueue
  /** Of the election's days. */
  timeZone: string
  clock: Clock
  journal: Journal
}
