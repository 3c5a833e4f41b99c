import { type Clock, latestOf } from '../instants.ts'
import { expectedTimeAfter } from '../sms/expected-time.ts'
import { type MailWait, unconfirmedDepartureAt } from './due-times.ts'
import {
  type HoldCause,
  holdCause,
  isCancellable,
  isUnderWay,
  isWithdrawn,
  type Reissue,
  type ReissueState,
  reissueStates,
} from './reissue.ts'

export type ReissueNotification =
  | 'asked'
  | 'reminder'
  | HoldCause
  | 'sent'
  | 'failed'
  | 'cancelled'
  | 'withdrawn'

type NotificationFields = Pick<
  Reissue,
  'state' | 'heldOn' | 'withdrawn' | 'disownedAt' | 'delayEndsAt' | 'confirmedAt'
>

export type MailedReissue = Pick<Reissue, 'reissueId' | 'bouncedAt'> & NotificationFields

export function notificationOf(reissue: NotificationFields): ReissueNotification {
  const { state } = reissue
  if (isWithdrawn(reissue)) return 'withdrawn'
  if (!isUnderWay(state)) return notificationsByState[state]
  if (state !== 'held') return reissue.delayEndsAt && reissue.confirmedAt ? 'reminder' : 'asked'
  return holdCause(reissue) ?? 'daily-cap'
}

const notificationsByState = {
  sent: 'sent',
  delivered: 'sent',
  failed: 'failed',
  cancelled: 'cancelled',
} as const

export function statesWithSameNotification(reissue: NotificationFields): ReissueState[] {
  return reissueStates.filter(
    (state) => notificationOf({ ...reissue, state }) === notificationOf(reissue),
  )
}

export interface ReissueMails {
  /** Does nothing if the notification changed or the mail bounced. */
  markMailed(reissue: MailedReissue, confirmedAt?: ElectionInstant): Promise<void>
  /** @param before phase as read, 0 if none @returns false if the phase changed */
  recordNotifiedPhase(reissueId: string, before: number, phase: number): Promise<boolean>
  /** @returns false if the mail is still due or the notification has changed */
  notifyAgain(reissue: MailedReissue, at: ElectionInstant): Promise<boolean>
  recordBounce(
    reissue: Reissue,
    bounce: { at: ElectionInstant; expectedAt: ElectionInstant },
  ): Promise<boolean>
}

interface BouncePorts {
  reissueMails: Pick<ReissueMails, 'recordBounce'>
  election: MailWait
  clock: Clock<ElectionInstant>
}

/** Delays a cancellable request as if the mail had not left (decision 57). @returns false if the request changed */
export async function delayAfterBounce(
  { reissueMails, election, clock }: BouncePorts,
  reissue: Reissue,
): Promise<boolean> {
  if (!isCancellable(reissue)) return true
  const timeWithoutMail = expectedTimeAfter(unconfirmedDepartureAt(reissue, election))
  const expectedAt = latestOf(reissue.expectedAt, timeWithoutMail)
  return reissueMails.recordBounce(reissue, { at: clock(), expectedAt })
}
