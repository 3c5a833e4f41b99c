import type { MessageQueue } from '../queues.ts'
import type { SmsFailure } from '../sms/sms-delivery.ts'
import { isOfTerritory } from '../sms/territory-cap.ts'

export const reissueStates = [
  'accepted',
  'held',
  'sending',
  'sent',
  'delivered',
  'failed',
  'cancelled',
] as const

export type ReissueState = (typeof reissueStates)[number]

/**
 * Whatever is not here does not happen. It goes forward only, but for one that no carrier took: that one may be held
 * after all.
 */
const transitions = {
  accepted: ['held', 'sending', 'cancelled'],
  held: ['sending', 'cancelled'],
  sending: ['held', 'sent', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<ReissueState, readonly ReissueState[]>

type Before<To> = {
  [From in ReissueState]: To extends (typeof transitions)[From][number] ? From : never
}[ReissueState]

export type Transition = {
  [To in ReissueState]: { from: readonly Before<To>[]; to: To }
}[ReissueState]

export const statesBeforeSending = ['accepted', 'held'] as const satisfies Before<'sending'>[]

export function isTransition(from: ReissueState, to: ReissueState): boolean {
  const following: readonly ReissueState[] = transitions[from]
  return following.includes(to)
}

/** While a request is under way, asking again shows its progress and consumes nothing. */
export function isUnderWay(state: ReissueState): state is 'accepted' | 'held' | 'sending' {
  return state === 'accepted' || state === 'held' || state === 'sending'
}

/**
 * Its voter took it back, and nobody has said since that it was not theirs. It gives back what a cancellation does, but
 * for the voter's SMS: a new one must not follow for ever.
 */
export function isWithdrawn({
  withdrawn,
  disownedAt,
}: Pick<Reissue, 'withdrawn' | 'disownedAt'>): boolean {
  return withdrawn === true && disownedAt === undefined
}

/** Its voter can stop it for as long as none of its SMS may have left. */
export function isStoppable({ state, takenOver }: Pick<Reissue, 'state' | 'takenOver'>): boolean {
  return state === 'accepted' || (state === 'held' && !takenOver)
}

/** In place of a day: SNS does not send the SMS that it takes. */
export const heldByLimit = 'limit'
/** In place of a day: the team paused the territory of the phone. */
export const heldByPause = 'pause'

/** The day whose cap holds it, or last did: that of all SMS, or of those to its territory. */
export function holdingDayOf({ heldOn }: Pick<Reissue, 'heldOn'>): string | undefined {
  return heldOn === heldByLimit || heldOn === heldByPause ? undefined : heldOn
}

/** What holds an SMS back, as the request itself says: the same to its voter and to staff. */
export type Holder = 'service-limit' | 'paused' | 'daily-cap' | 'territory-cap'

export function holderOf({ state, heldOn }: Pick<Reissue, 'state' | 'heldOn'>): Holder | undefined {
  if (state !== 'held' || heldOn === undefined) return undefined
  if (heldOn === heldByLimit) return 'service-limit'
  if (heldOn === heldByPause) return 'paused'
  return isOfTerritory(heldOn) ? 'territory-cap' : 'daily-cap'
}

export interface Reissue {
  reissueId: string
  voterId: string
  state: ReissueState
  history: { state: ReissueState; at: ElectionInstant }[]
  requestedAt: ElectionInstant
  expectedAt: ElectionInstant
  phoneHash: string
  maskedPhone: string
  /** The last four digits, for its voter; absent: asked for before they were noted. */
  phoneEnding?: string
  /** Of the phone, ISO 3166; absent: asked for before it was noted. */
  territory?: string
  /** The number, encrypted; removed as soon as no SMS is left to send. */
  sealedPhone?: string
  /** When the mail that can stop it left: the SMS waits for it. */
  confirmedAt?: ElectionInstant
  /** When that mail was said to have reached nobody, unless it left again since. */
  bouncedAt?: ElectionInstant
  /** When the SMS should have left: beyond, the sweep asks for it again. Absent once it has. */
  smsDueAt?: ElectionInstant
  /** When the voter should have been told of its last move: beyond, the sweep asks again. Absent once they were. */
  mailDueAt?: ElectionInstant
  /** Of the suspensions, as `suspensionPhase` counts them: the last that its voter was told of. */
  toldPhase?: number
  /** SNS's id of the SMS. */
  messageId?: string
  failure?: SmsFailure
  /** Its voter took it back before its SMS. */
  withdrawn?: true
  /** One of the staff did, in place of its voter. */
  stoppedByStaff?: true
  /** When its e-mail's link then said that it was not the voter who had asked. */
  disownedAt?: ElectionInstant
  /** SNS did not send its SMS after all, and the identifier of before it is the valid one again. */
  restored?: true
  /** A sender had it before and SNS did not say that it took no SMS: more than one SMS of it may have left. */
  takenOver?: true
  /** The day whose cap last put the SMS off, `heldByLimit` or `heldByPause`. Absent once it left. */
  heldOn?: string
  /** When its identifier first opened the booth: the only proof that the SMS arrived. */
  usedAt?: ElectionInstant
  /** When its voter first said that the SMS had not arrived. */
  notReceivedAt?: ElectionInstant
}

export interface Reissues {
  find(reissueId: string): Promise<Reissue | undefined>
}

/** For staff: no page asks for more than the latest. */
export interface ReissuesOfVoter {
  /** In no order, and the newest may be missing for a moment: the index follows the table. */
  idsOf(voterId: string): Promise<string[]>
}

export type RecordedUse =
  | { outcome: 'recorded'; territory: string | undefined }
  | { outcome: 'unchanged' }

/** What the voters themselves show of an SMS: carriers tell no more than what they took. */
export interface Arrivals {
  /** Its identifier opened the booth; only the first time counts. */
  recordUse(reissueId: string, at: ElectionInstant): Promise<RecordedUse>
  /** The voter says that it did not arrive; only the first time counts. */
  recordMissing(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
}

export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
