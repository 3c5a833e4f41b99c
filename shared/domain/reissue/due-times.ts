import { secondsLater } from '../instants.ts'
import type { Reissue } from './reissue.ts'

export type Obligation = 'sms' | 'mail'

/** How long a queue may be late before the sweep requeues a request. */
export const queueAllowanceSeconds = 120
const longestSweepSeconds = 1200

/** An SMS is not overdue before it is later than promised. */
export function smsTimes(expectedAt: ElectionInstant): Pick<Reissue, 'expectedAt' | 'smsDueAt'> {
  return { expectedAt, smsDueAt: secondsLater(expectedAt, queueAllowanceSeconds) }
}

export function mailDueOf(at: ElectionInstant): ElectionInstant {
  return secondsLater(at, queueAllowanceSeconds)
}

/** When the SMS should leave if nothing else waits. */
export function smsIsDueAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsDelaySeconds }: { smsDelaySeconds: number },
): ElectionInstant {
  return secondsLater(requestedAt, smsDelaySeconds)
}

/** When an SMS leaves without its mail: a voter must not lose the vote to a mailbox that is down. */
export function leavesUnconfirmedAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsWaitsForMailMinutes }: { smsWaitsForMailMinutes: number },
): ElectionInstant {
  return secondsLater(requestedAt, smsWaitsForMailMinutes * 60)
}

/** After this time no receipt is expected; undefined unless one may come. */
export function receiptDueOf(
  { state, history }: Pick<Reissue, 'state' | 'history'>,
  receiptMinutes: number,
): ElectionInstant | undefined {
  const sent = state === 'sent' ? history.at(-1) : undefined
  return sent && secondsLater(sent.at, receiptMinutes * 60)
}

/**
 * When the sweep looks again at a request that it requeued. Each wait is as long as the request is old, so that a
 * late queue is not flooded with copies, and 20 minutes at most, so that the end of an outage is soon noticed.
 */
export function nextSweep(
  reissue: Pick<Reissue, 'requestedAt'>,
  now: ElectionInstant,
): ElectionInstant {
  const ageSeconds = (now.getTime() - reissue.requestedAt.getTime()) / 1000
  return secondsLater(
    now,
    Math.min(longestSweepSeconds, Math.max(queueAllowanceSeconds, ageSeconds)),
  )
}

export interface OverdueReissues {
  /** Requests whose SMS or e-mail is overdue. Of each shard of the index, the older come first. */
  overdue(
    obligation: Obligation,
    now: ElectionInstant,
  ): AsyncIterable<Pick<Reissue, 'reissueId' | 'requestedAt'>>
  /** Moves the due time on, never back, unless the SMS or mail left meanwhile. */
  postpone(reissueId: string, obligation: Obligation, dueAt: ElectionInstant): Promise<void>
  /** Counts the SMS that have not left although their expected time is past. */
  countLate(now: ElectionInstant): Promise<number>
  /** Counts the SMS that have not left, those that are held included. */
  countUnsent(): Promise<number>
}
