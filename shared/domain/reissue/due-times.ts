import { secondsLater } from '../instants.ts'
import type { Reissue } from './reissue.ts'

export type Obligation = 'sms' | 'mail'

/** How long a queue may be late before the sweep requeues a request. */
export const queueAllowanceSeconds = 120
/** The longest wait between two sweeps of one request. */
const longestSweepSeconds = 1200

/** What a request says of its SMS's time. It is not overdue before it is later than promised. */
export function smsTimes(expectedAt: ElectionInstant): Pick<Reissue, 'expectedAt' | 'smsDueAt'> {
  return { expectedAt, smsDueAt: secondsLater(expectedAt, queueAllowanceSeconds) }
}

export function mailDueOf(at: ElectionInstant): ElectionInstant {
  return secondsLater(at, queueAllowanceSeconds)
}

/** When the SMS should leave, if nothing else waits. */
export function smsIsDueAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsDelaySeconds }: { smsDelaySeconds: number },
): ElectionInstant {
  return secondsLater(requestedAt, smsDelaySeconds)
}

/**
 * Until then an SMS waits for the mail that can stop it. Later it leaves without: a voter must not lose the
 * vote to a mailbox that is down.
 */
export function leavesUnconfirmedAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsWaitsForMailMinutes }: { smsWaitsForMailMinutes: number },
): ElectionInstant {
  return secondsLater(requestedAt, smsWaitsForMailMinutes * 60)
}

/** From when on no carrier's receipt is to be expected; undefined unless one may come. */
export function receiptDueOf(
  { state, history }: Pick<Reissue, 'state' | 'history'>,
  receiptMinutes: number,
): ElectionInstant | undefined {
  const sent = state === 'sent' ? history.at(-1) : undefined
  return sent && secondsLater(sent.at, receiptMinutes * 60)
}

/**
 * When the sweep looks again at a request that it requeued. Each wait is as long as the request is old,
 * so a late queue is not flooded with copies, and at most 20 minutes, so the end of an outage is soon
 * noticed.
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
  /** Requests whose SMS or e-mail is overdue, the older first but for the shards of the index, which take turns. */
  overdue(
    obligation: Obligation,
    now: ElectionInstant,
  ): AsyncIterable<Pick<Reissue, 'reissueId' | 'requestedAt'>>
  /** Moves the due time on, never back, unless the obligation was met meanwhile. */
  postpone(reissueId: string, obligation: Obligation, dueAt: ElectionInstant): Promise<void>
  /** The SMS that have not left although their expected time is past. */
  countLate(now: ElectionInstant): Promise<number>
  /** The SMS that have not left, those that are held included. */
  countUnsent(): Promise<number>
}
