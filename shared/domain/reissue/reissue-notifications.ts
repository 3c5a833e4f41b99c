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

/** False if a hold, a bounce or an end has made another mail due. */
export function isSameMail(reissue: Reissue, other: Reissue): boolean {
  return (
    notificationOf(reissue) === notificationOf(other) &&
    reissue.heldOn === other.heldOn &&
    reissue.bouncedAt?.getTime() === other.bouncedAt?.getTime()
  )
}

export interface ReissueMails {
  /** Does nothing if another mail is due instead, for example because this one bounced. */
  markAsMailed(reissue: Reissue, confirmedAt?: ElectionInstant): Promise<void>
  /** @param expectedPhase as read, or 0 @returns false if the stored phase differs */
  recordNotifiedPhase(reissueId: string, expectedPhase: number, phase: number): Promise<boolean>
  /** @returns false if a mail is still due or the state has changed */
  notifyAgain(reissue: Pick<Reissue, 'reissueId' | 'state'>, at: ElectionInstant): Promise<boolean>
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

/** Makes a cancellable request wait as if no mail had left (decision 57). @returns false if its state or `expectedAt` changed */
export async function delayAfterBounce(
  { reissueMails, election, clock }: BouncePorts,
  reissue: Reissue,
): Promise<boolean> {
  if (!isCancellable(reissue)) return true
  const timeWithoutMail = expectedTimeAfter(unconfirmedDepartureAt(reissue, election))
  const expectedAt = latestOf(reissue.expectedAt, timeWithoutMail)
  return reissueMails.recordBounce(reissue, { at: clock(), expectedAt })
}
