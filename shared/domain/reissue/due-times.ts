import { secondsLater } from '../instants.ts'
import { isCancellable, type Reissue } from './reissue.ts'

export type DueMessage = 'sms' | 'mail'

/** Time for a queue to deliver before the reconciler requeues. */
export const queueAllowanceSeconds = 120
const longestRequeueSeconds = 1200

export function smsTimes(expectedAt: ElectionInstant): Pick<Reissue, 'expectedAt' | 'smsDueAt'> {
  return { expectedAt, smsDueAt: secondsLater(expectedAt, queueAllowanceSeconds) }
}

export function mailDueTime(at: ElectionInstant): ElectionInstant {
  return secondsLater(at, queueAllowanceSeconds)
}

const reminderSeconds = 3600

/** Returns when a voter is reminded of a delayed SMS; undefined before the first mail, or too soon after it. */
export function reminderTime({
  delayEndsAt,
  confirmedAt,
}: Pick<Reissue, 'delayEndsAt' | 'confirmedAt'>): ElectionInstant | undefined {
  const at = delayEndsAt && secondsLater(delayEndsAt, -reminderSeconds)
  return at && confirmedAt && at >= secondsLater(confirmedAt, reminderSeconds / 2) ? at : undefined
}

export function departureAt(
  { requestedAt, delayEndsAt }: Pick<Reissue, 'requestedAt' | 'delayEndsAt'>,
  { smsDelaySeconds }: { smsDelaySeconds: number },
): ElectionInstant {
  return delayEndsAt ?? secondsLater(requestedAt, smsDelaySeconds)
}

/** Returns from when the SMS leaves without its e-mail: a broken mailbox must not cost voters their vote. */
export function leavesUnconfirmedAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsWaitsForMailMinutes }: { smsWaitsForMailMinutes: number },
): ElectionInstant {
  return secondsLater(requestedAt, smsWaitsForMailMinutes * 60)
}

/** Returns until when the SMS waits after a mail that was late, so that the voter has the full delay to cancel. */
export function cancellableUntil(
  reissue: Pick<Reissue, 'requestedAt' | 'delayEndsAt' | 'confirmedAt' | 'state' | 'takenOver'>,
  election: { smsDelaySeconds: number },
): ElectionInstant | undefined {
  const { confirmedAt } = reissue
  const isLate = confirmedAt && confirmedAt >= departureAt(reissue, election)
  // One second less: the mailer queues the message with the same delay, and its clock may be slightly ahead.
  if (isLate && isCancellable(reissue))
    return secondsLater(confirmedAt, election.smsDelaySeconds - 1)
  return undefined
}

/** Returns when a receipt becomes overdue; undefined unless the SMS has left and no receipt has come. */
export function receiptDueTime(
  { state, history }: Pick<Reissue, 'state' | 'history'>,
  receiptMinutes: number,
): ElectionInstant | undefined {
  const sentEntry = state === 'sent' ? history.at(-1) : undefined
  return sentEntry && secondsLater(sentEntry.at, receiptMinutes * 60)
}

/** Returns a time as far ahead as the request is old, between 2 and 20 minutes: copies must not flood a late queue. */
export function nextRequeueAt(
  reissue: Pick<Reissue, 'requestedAt'>,
  now: ElectionInstant,
): ElectionInstant {
  const ageSeconds = (now.getTime() - reissue.requestedAt.getTime()) / 1000
  return secondsLater(
    now,
    Math.min(longestRequeueSeconds, Math.max(queueAllowanceSeconds, ageSeconds)),
  )
}

export interface OverdueReissues {
  /** Lists the oldest first within each shard of the index. */
  list(
    message: DueMessage,
    now: ElectionInstant,
  ): AsyncIterable<Pick<Reissue, 'reissueId' | 'requestedAt'>>
  /** Does not make the due time earlier; does nothing if the SMS or mail has left. */
  delayRequeue(reissueId: string, message: DueMessage, dueAt: ElectionInstant): Promise<void>
  countLate(now: ElectionInstant): Promise<number>
  countUnsent(): Promise<number>
}
