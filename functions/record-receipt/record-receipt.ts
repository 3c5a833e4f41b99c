import { electionDayOf } from '../../shared/domain/election-day.ts'
import { isTransition } from '../../shared/domain/reissue/reissue.ts'
import { applyReceipt, changeBreaker, openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type ReceiptResult =
  | { outcome: 'recorded'; reissueId: string; territory: string }
  | { outcome: 'unchanged'; reissueId: string }
  | { outcome: 'phone-sms' }
  | { outcome: 'unknown' }

/** An unknown receipt is retried this long: the sender's write or the index may be late. */
export const unknownReceiptRetrySeconds = 300

export async function recordReceipt(
  dependencies: Dependencies,
  { messageId, failure, limit, at }: Receipt<ElectionInstant>,
): Promise<ReceiptResult> {
  const { smsReceipts, sentPhoneSms, notifications, timeZone, clock, journal } = dependencies
  const reachedLimit = failure === 'service-limit' ? (limit ?? 'territory') : undefined
  const reissue = await smsReceipts.findReissue(messageId)
  if (!reissue) {
    if (!(await sentPhoneSms.includes(messageId))) return { outcome: 'unknown' }
    // This SMS may be a probe, or its receipt may report the account's limit, which stops every SMS.
    await updateBreaker(dependencies, { reissueId: messageId, leftAt: at, limit: reachedLimit })
    return { outcome: 'phone-sms' }
  }
  const { reissueId, territory } = reissue
  if (!isTransition(reissue.state, failure ? 'failed' : 'delivered')) {
    return { outcome: 'unchanged', reissueId }
  }
  // Clocks differ, so the receipt may seem older than the SMS.
  const sentAt = reissue.history.at(-1)?.at ?? at
  const receiptAt = at < sentAt ? sentAt : at
  // The breaker is updated first: once the request is changed, a redelivered receipt returns `unchanged` above.
  await updateBreaker(dependencies, {
    reissueId,
    territory,
    leftAt: sentAt,
    limit: reachedLimit,
  })
  const outcome = failure
    ? await smsReceipts.recordFailure(reissue, {
        failure,
        isUnsent: failure === 'service-limit' && !reissue.takenOver && !reissue.usedAt,
        at: receiptAt,
        now: clock(),
      })
    : await smsReceipts.recordDelivery(reissueId, receiptAt)
  if (outcome === 'recorded') {
    await Promise.all([
      failure && queueReissue(journal, notifications, reissueId),
      dependencies.handoverDays
        .countReceipt(electionDayOf(sentAt, timeZone), { territory, failed: failure !== undefined })
        .catch(() => {}),
    ])
  }
  return outcome === 'recorded' ? { outcome, reissueId, territory } : { outcome, reissueId }
}

async function updateBreaker(
  { smsBreakers, clock, journal }: Dependencies,
  receipt: Parameters<typeof applyReceipt>[1],
): Promise<void> {
  const now = clock()
  const { before, after } = await changeBreaker(smsBreakers, (breaker) =>
    applyReceipt(breaker, receipt, now),
  )
  if (after === before) return
  journal({ event: 'breaker.changed', open: openScopes(after, now).map(({ scope }) => scope) })
}

type Dependencies = Pick<
  ReissuePorts,
  | 'smsReceipts'
  | 'smsBreakers'
  | 'sentPhoneSms'
  | 'handoverDays'
  | 'notifications'
  | 'timeZone'
  | 'clock'
  | 'journal'
>
