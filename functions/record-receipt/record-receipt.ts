import { electionDayOf } from '../../shared/domain/election-day.ts'
import { isTransition } from '../../shared/domain/reissue/reissue.ts'
import { changeBreaker, openScopes, recordReceiptOf } from '../../shared/domain/sms/sms-breaker.ts'
import type { Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type Recording =
  | { outcome: 'recorded'; reissueId: string; territory: string }
  /** Late, twice, or after another: nothing changes. */
  | { outcome: 'unchanged'; reissueId: string }
  /** No request has an SMS of this id, or none yet. */
  | { outcome: 'unknown' }

/**
 * How long an unknown receipt is tried again: it may come before the sender wrote the id of its SMS, or the index shows
 * it. After that the SMS is not ours, or its sender died and the request has had another since.
 */
export const unknownReceiptSeconds = 300

/**
 * Records what a carrier says of an SMS. A failure gives the attempt back and leaves the new identifier valid: the SMS
 * may come after all. If SNS itself did not send it, the former identifier is valid again, unless an earlier sender may
 * have had the same SMS sent. The breaker is told first: a receipt that comes again after a crash changes nothing else.
 */
export async function recordReceipt(
  dependencies: Dependencies,
  { messageId, failure, limit, at }: Receipt<ElectionInstant>,
): Promise<Recording> {
  const { smsReceipts, handoverDays, newsQueue, timeZone, clock, journal } = dependencies
  const reissue = await smsReceipts.findReissue(messageId)
  if (!reissue) return { outcome: 'unknown' }
  const { reissueId } = reissue
  if (!isTransition(reissue.state, failure ? 'failed' : 'delivered')) {
    return { outcome: 'unchanged', reissueId }
  }
  // The carrier's clock may be behind ours, so that the receipt seems older than the SMS.
  const sentAt = reissue.history.at(-1)?.at ?? at
  const notBefore = at < sentAt ? sentAt : at
  const { territory = unknownTerritory } = reissue
  await tellBreaker(dependencies, {
    reissueId,
    territory,
    leftAt: sentAt,
    limit: failure === 'service-limit' ? (limit ?? 'territory') : undefined,
  })
  const outcome = failure
    ? await smsReceipts.recordFailure(reissue, {
        failure,
        neverLeft: failure === 'service-limit' && !reissue.takenOver && !reissue.usedAt,
        at: notBefore,
        now: clock(),
      })
    : await smsReceipts.recordDelivery(reissueId, notBefore)
  if (outcome === 'recorded') {
    await Promise.all([
      failure && putOrJournal(journal, newsQueue, reissueId),
      // A count that is lost is no failure.
      handoverDays
        .countReceipt(electionDayOf(sentAt, timeZone), { territory, failed: failure !== undefined })
        .catch(() => {}),
    ])
  }
  return outcome === 'recorded' ? { outcome, reissueId, territory } : { outcome, reissueId }
}

async function tellBreaker(
  { smsBreakers, clock, journal }: Dependencies,
  receipt: Parameters<typeof recordReceiptOf>[1],
): Promise<void> {
  const now = clock()
  const { before, after } = await changeBreaker(smsBreakers, (breaker) =>
    recordReceiptOf(breaker, receipt, now),
  )
  if (after === before) return
  journal({ event: 'breaker.changed', open: openScopes(after, now).map(({ scope }) => scope) })
}

type Dependencies = Pick<
  ReissuePorts,
  'smsReceipts' | 'smsBreakers' | 'handoverDays' | 'newsQueue' | 'timeZone' | 'clock' | 'journal'
>
