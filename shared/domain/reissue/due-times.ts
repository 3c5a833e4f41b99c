import { latestOf, secondsLater } from '../instants.ts'
import { isCancellable, type Reissue } from './reissue.ts'

export type DueMessage = 'sms' | 'mail'

/** Time for a queue to deliver a message before the reconciler requeues it. */
export const queueAllowanceSeconds = 120
const longestRequeueSeconds = 1200

export function smsTimes(expectedAt: ElectionInstant): Pick<Reissue, 'expectedAt' | 'smsDueAt'> {
  return { expectedAt, smsDueAt: secondsLater(expectedAt, queueAllowanceSeconds) }
}

export function mailDueTime(at: ElectionInstant): ElectionInstant {
  return secondsLater(at, queueAllowanceSeconds)
}

export function isExpectedAfterClose(
  { state, expectedAt }: Pick<Reissue, 'state' | 'expectedAt'>,
  { voteClosesAt }: { voteClosesAt: ElectionInstant },
): boolean {
  return (state === 'accepted' || state === 'held') && expectedAt >= voteClosesAt
}

const reminderSeconds = 3600

export function reminderTime({
  delayEndsAt,
  confirmedAt,
}: Pick<Reissue, 'delayEndsAt' | 'confirmedAt'>): ElectionInstant | undefined {
  const at = delayEndsAt && secondsLater(delayEndsAt, -reminderSeconds)
  return at && confirmedAt && at >= secondsLater(confirmedAt, reminderSeconds / 2) ? at : undefined
}

export function delayEnd(
  { requestedAt, delayEndsAt }: Pick<Reissue, 'requestedAt' | 'delayEndsAt'>,
  { smsDelaySeconds }: { smsDelaySeconds: number },
): ElectionInstant {
  return delayEndsAt ?? secondsLater(requestedAt, smsDelaySeconds)
}

export interface MailWait {
  smsWaitsForMailMinutes: number
  dates: { voteClosesAt: ElectionInstant }
}

/** After this time, the SMS may leave without its mail: a broken mailbox must not cost voters their vote. */
export function unconfirmedDepartureAt(
  { requestedAt }: Pick<Reissue, 'requestedAt'>,
  { smsWaitsForMailMinutes, dates }: MailWait,
): ElectionInstant {
  const waitEndsAt = secondsLater(requestedAt, smsWaitsForMailMinutes * 60)
  return waitEndsAt < dates.voteClosesAt ? waitEndsAt : requestedAt
}

/** If half of `smsDelaySeconds` or less remains when the mail is sent, voters get a new delay to cancel, unless the vote would close first. */
export function earliestDepartureAt(
  reissue: Reissue,
  election: MailWait & { smsDelaySeconds: number },
): ElectionInstant {
  const { confirmedAt } = reissue
  const endsAt = delayEnd(reissue, election)
  if (!isCancellable(reissue)) return endsAt
  if (!confirmedAt) return latestOf(endsAt, unconfirmedDepartureAt(reissue, election))
  if (confirmedAt < secondsLater(endsAt, -election.smsDelaySeconds / 2)) return endsAt
  const delayEndsAt = delayEnd({ requestedAt: confirmedAt }, election)
  return delayEndsAt < election.dates.voteClosesAt ? delayEndsAt : endsAt
}

export function receiptDueTime(
  { state, history }: Pick<Reissue, 'state' | 'history'>,
  receiptMinutes: number,
): ElectionInstant | undefined {
  const sentEntry = state === 'sent' ? history.at(-1) : undefined
  return sentEntry && secondsLater(sentEntry.at, receiptMinutes * 60)
}

/** The wait is the request's age, within bounds, so that repeated messages do not flood a queue with a backlog. */
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
  list(
    message: DueMessage,
    now: ElectionInstant,
  ): AsyncIterable<Pick<Reissue, 'reissueId' | 'requestedAt'>>
  delayDueTime(reissueId: string, message: DueMessage, dueAt: ElectionInstant): Promise<void>
  countLateSms(now: ElectionInstant): Promise<number>
  /** Leaves out requests whose delay for an unknown phone has not ended. */
  countUnsentSms(): Promise<number>
  countWaitingSms(): Promise<number>
}
