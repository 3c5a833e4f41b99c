import type { Clock } from '../instants.ts'
import { nextSweep } from './due-times.ts'
import {
  heldByLimit,
  heldByPause,
  isUnderWay,
  isWithdrawn,
  type Reissue,
  type ReissueState,
  reissueStates,
} from './reissue.ts'

/**
 * What a voter is told of a request: that it was asked for, that a daily cap put its SMS off, that it is
 * stopped because SNS sends none, that the team paused its territory, that the SMS left,
 * that it did not arrive or could not leave, that the request was cancelled or withdrawn.
 */
export type ReissueNews =
  | 'asked'
  | 'held'
  | 'stopped'
  | 'paused'
  | 'sent'
  | 'failed'
  | 'cancelled'
  | 'withdrawn'

type Standing = Pick<Reissue, 'state' | 'heldOn' | 'withdrawn' | 'disownedAt'>

/** What the news depends on, and whether it arrives. */
export type ToldReissue = Pick<Reissue, 'reissueId' | 'bouncedAt'> & Standing

export function newsOf(reissue: Standing): ReissueNews {
  const { state, heldOn } = reissue
  if (isWithdrawn(reissue)) return 'withdrawn'
  if (!isUnderWay(state)) return laterNews[state]
  if (state !== 'held') return 'asked'
  if (heldOn === heldByPause) return 'paused'
  return heldOn === heldByLimit ? 'stopped' : 'held'
}

const laterNews = {
  sent: 'sent',
  // That it arrived is the carrier's word, and no news to who holds the phone.
  delivered: 'sent',
  failed: 'failed',
  cancelled: 'cancelled',
} as const

/** The states in which the same would be told. */
export function statesOfSameNews(told: Standing): ReissueState[] {
  return reissueStates.filter((state) => newsOf({ ...told, state }) === newsOf(told))
}

export interface ReissueMails {
  /**
   * The voter was told how it stood: nothing is due, unless it has meanwhile moved on to other news.
   * @param confirmedAt when that mail left, if it is one that can stop the request: it is due all the same if it
   * bounced by now
   */
  settle(told: ToldReissue, confirmedAt?: ElectionInstant): Promise<void>
  /**
   * Its voter is told of another phase of the suspensions.
   * @param before as it was read; 0 if they were told of none
   * @returns false when somebody else changed it
   */
  noteTold(reissueId: string, before: number, phase: number): Promise<boolean>
  /** A message of it waits: until then the sweep brings no other. Of one that is not due, nothing. */
  postpone(reissueId: string, dueAt: ElectionInstant): Promise<void>
  /** Its last news is due again. @returns false when that has not left yet, or there is other news by now */
  tellAgain(told: ToldReissue, at: ElectionInstant): Promise<boolean>
  /**
   * The mail that can stop it reached nobody: it is due again, and of one that is accepted the SMS is too.
   * @returns false when the request has moved on
   */
  unconfirm(
    reissue: Reissue,
    bounce: { at: ElectionInstant; expectedAt: ElectionInstant },
  ): Promise<boolean>
}

interface Waiting {
  reissueMails: Pick<ReissueMails, 'postpone'>
  clock: Clock<ElectionInstant>
}

/**
 * The message of this mail goes back to its queue. The sweep must not bring another meanwhile: in an outage of hours
 * each would wait as well, and there would be more of them every few minutes. If this fails there is one more.
 */
export async function leaveToItsMessage(
  { reissueMails, clock }: Waiting,
  reissue: Pick<Reissue, 'reissueId' | 'requestedAt'>,
): Promise<void> {
  await reissueMails.postpone(reissue.reissueId, nextSweep(reissue, clock())).catch(() => {})
}
