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

/** A request goes forward only; but if no carrier took its SMS, it may be held after all. */
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

/** Its voter took it back, and nobody has said since that it was not theirs. */
export function isWithdrawn({
  withdrawn,
  disownedAt,
}: Pick<Reissue, 'withdrawn' | 'disownedAt'>): boolean {
  return withdrawn === true && disownedAt === undefined
}

/** Its voter can stop a request for as long as none of its SMS may have left. */
export function isStoppable({ state, takenOver }: Pick<Reissue, 'state' | 'takenOver'>): boolean {
  return state === 'accepted' || (state === 'held' && !takenOver)
}

/** In place of a day: SNS accepts SMS and does not send them. */
export const heldByLimit = 'limit'
/** In place of a day: the team paused the territory of the phone. */
export const heldByPause = 'pause'

/** The day whose cap holds a request, or last did: that of all SMS, or of those to its territory. */
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
  /** The last four digits, for its voter. Absent from requests made before they were noted, as the territory. */
  phoneEnding?: string
  /** ISO 3166. */
  territory?: string
  /** The number, encrypted; removed as soon as no SMS is left to send. */
  sealedPhone?: string
  /** When the mail with the stop link left: the SMS waits for it. */
  confirmedAt?: ElectionInstant
  /** When that mail bounced, unless it left again since. */
  bouncedAt?: ElectionInstant
  /** The sweep requeues the SMS after this time. Absent once it left. */
  smsDueAt?: ElectionInstant
  /** The sweep requeues the mail after this time. Absent once the voter was told of the last change. */
  mailDueAt?: ElectionInstant
  /** The last phase of the suspensions (`suspensionPhase`) that its voter was told of. */
  toldPhase?: number
  /** SNS's id of the SMS. */
  messageId?: string
  failure?: SmsFailure
  /** Its voter took it back before its SMS. */
  withdrawn?: true
  /** Staff took it back, in place of its voter. */
  stoppedByStaff?: true
  /** When the link of its e-mail then said that the voter had not asked. */
  disownedAt?: ElectionInstant
  /** SNS did not send its SMS after all, and the former identifier is valid again. */
  restored?: true
  /** A sender before the last may have handed an SMS over: more than one may have left. */
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

export type RecordedUse =
  | { outcome: 'recorded'; territory: string | undefined }
  | { outcome: 'unchanged' }

/** What voters themselves show of an SMS. */
export interface Arrivals {
  /** Records that the identifier opened the booth, the first time only. */
  recordUse(reissueId: string, at: ElectionInstant): Promise<RecordedUse>
  /** Records that the voter misses the SMS, the first time only. */
  recordMissing(reissueId: string, at: ElectionInstant): Promise<'recorded' | 'unchanged'>
}

export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
