import type { Clock } from '../instants.ts'
import { nextSweep } from './due-times.ts'
import {
  holderOf,
  isUnderWay,
  isWithdrawn,
  type Reissue,
  type ReissueState,
  reissueStates,
} from './reissue.ts'

/** What a voter is told of a request by e-mail. */
export type ReissueNews =
  | 'asked'
  /** A daily cap put the SMS off. */
  | 'held'
  /** SNS sends none. */
  | 'stopped'
  /** The team paused the territory. */
  | 'paused'
  | 'sent'
  | 'failed'
  | 'cancelled'
  | 'withdrawn'

type Standing = Pick<Reissue, 'state' | 'heldOn' | 'withdrawn' | 'disownedAt'>

export type ToldReissue = Pick<Reissue, 'reissueId' | 'bouncedAt'> & Standing

export function newsOf(reissue: Standing): ReissueNews {
  const { state } = reissue
  if (isWithdrawn(reissue)) return 'withdrawn'
  if (!isUnderWay(state)) return laterNews[state]
  if (state !== 'held') return 'asked'
  return heldNews[holderOf(reissue) ?? 'daily-cap']
}

const heldNews = {
  'daily-cap': 'held',
  'territory-cap': 'held',
  'service-limit': 'stopped',
  paused: 'paused',
} as const

const laterNews = {
  sent: 'sent',
  // An SMS that arrived is no news to who holds the phone.
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
   * Nothing is due any more, unless there is other news by now.
   * @param confirmedAt when a mail with a stop link left. The mail stays due if it bounced by now.
   */
  settle(told: ToldReissue, confirmedAt?: ElectionInstant): Promise<void>
  /**
   * Notes that the voter is told of another phase of the suspensions.
   * @param before as it was read; 0 if they were told of none
   * @returns false if it changed meanwhile
   */
  noteTold(reissueId: string, before: number, phase: number): Promise<boolean>
  /** Keeps the sweep from requeuing a mail, if one is due, whose message waits. */
  postpone(reissueId: string, dueAt: ElectionInstant): Promise<void>
  /** Makes the last news due again. @returns false if it has not left yet, or there is other news by now */
  tellAgain(told: ToldReissue, at: ElectionInstant): Promise<boolean>
  /**
   * Makes a mail due again whose stop link reached nobody, and the SMS of an accepted request.
   * @returns false if the request changed meanwhile
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
 * Keeps the sweep from bringing another message of a mail that goes back to its queue: in an outage of hours there
 * would be more of them every few minutes. If this fails, there is one more.
 */
export async function leaveToItsMessage(
  { reissueMails, clock }: Waiting,
  reissue: Pick<Reissue, 'reissueId' | 'requestedAt'>,
): Promise<void> {
  await reissueMails.postpone(reissue.reissueId, nextSweep(reissue, clock())).catch(() => {})
}
