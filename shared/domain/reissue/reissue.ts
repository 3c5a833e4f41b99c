import type { MessageQueue } from '../queues.ts'
import type { SmsFailure } from '../sms/sms-delivery.ts'
import { isTerritoryDay } from '../sms/sms-state.ts'

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

/** A request only moves forward, except back to `held` if SNS did not accept its SMS or the sender died. */
const transitions = {
  accepted: ['held', 'sending', 'cancelled'],
  held: ['sending', 'cancelled'],
  sending: ['held', 'sent', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<ReissueState, readonly ReissueState[]>

type Predecessor<To> = {
  [From in ReissueState]: To extends (typeof transitions)[From][number] ? From : never
}[ReissueState]

export type Transition = {
  [To in ReissueState]: { from: readonly Predecessor<To>[]; to: To }
}[ReissueState]

export const statesBeforeSending = ['accepted', 'held'] as const satisfies Predecessor<'sending'>[]

export function isTransition(from: ReissueState, to: ReissueState): boolean {
  const successors: readonly ReissueState[] = transitions[from]
  return successors.includes(to)
}

export function isUnderWay(state: ReissueState): state is 'accepted' | 'held' | 'sending' {
  return state === 'accepted' || state === 'held' || state === 'sending'
}

export function isWithdrawn(reissue: Pick<Reissue, 'withdrawn' | 'disownedAt'>): boolean {
  return reissue.withdrawn === true && reissue.disownedAt === undefined
}

/** True while the request can be cancelled, since no SMS can have left. */
export function isCancellable({ state, takenOver }: Pick<Reissue, 'state' | 'takenOver'>): boolean {
  return state === 'accepted' || (state === 'held' && !takenOver)
}

/** Value of `heldOn` while the circuit breaker holds the SMS. */
export const heldByLimit = 'limit'
/** Value of `heldOn` while an operator pauses the territory. */
export const heldByPause = 'pause'

/** Returns the day, or territory and day, whose cap last held the request. */
export function holdingDayOf({ heldOn }: Pick<Reissue, 'heldOn'>): string | undefined {
  return heldOn === heldByLimit || heldOn === heldByPause ? undefined : heldOn
}

export type HoldCause = 'service-limit' | 'paused' | 'daily-cap' | 'territory-cap'
type HeldRequest = Pick<Reissue, 'state' | 'heldOn'>

export function holdCause({ state, heldOn }: HeldRequest): HoldCause | undefined {
  if (state !== 'held' || heldOn === undefined) return undefined
  if (heldOn === heldByLimit) return 'service-limit'
  if (heldOn === heldByPause) return 'paused'
  return isTerritoryDay(heldOn) ? 'territory-cap' : 'daily-cap'
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
  /** Last four digits, shown to the voter. Requests of earlier versions lack these and the territory. */
  phoneEnding?: string
  territory?: string
  /** Encrypted number, deleted once no SMS is left to send. */
  sealedPhone?: string
  /** An SMS to an unknown phone does not leave before this time. */
  delayEndsAt?: ElectionInstant
  /** When the mail with the cancel link left, unless it bounced. The SMS waits for it, up to `smsWaitsForMailMinutes`. */
  confirmedAt?: ElectionInstant
  /** When the mail with the cancel link bounced, or its address refused mail; removed once another leaves. */
  bouncedAt?: ElectionInstant
  /** The reconciler requeues the SMS after this time; absent once no SMS is left to send. */
  smsDueAt?: ElectionInstant
  /** The reconciler requeues the mail after this time; absent while no mail is due. */
  mailDueAt?: ElectionInstant
  /** Last `suspensionPhase` of which the voter was notified. */
  toldPhase?: number
  messageId?: string
  failure?: SmsFailure
  withdrawn?: true
  stoppedByStaff?: true
  /** When the voter reported a withdrawn request as not theirs. */
  disownedAt?: ElectionInstant
  /** SNS did not send the SMS, so the former identifier is valid again. */
  restored?: true
  /** An earlier sender may have handed over the SMS too. */
  takenOver?: true
  /** `heldByLimit`, `heldByPause`, or key of the cap that held the SMS; absent once no SMS is left to send. */
  heldOn?: string
  /** First sign-in to the booth with this identifier, which proves that the SMS arrived. */
  usedAt?: ElectionInstant
  notReceivedAt?: ElectionInstant
}

export interface Reissues {
  find(reissueId: string): Promise<Reissue | undefined>
}

export type ArrivalOutcome =
  | { outcome: 'recorded'; territory: string | undefined }
  | { outcome: 'unchanged' }

/** Keeps only the first use and the first report of a missing SMS. */
export interface Arrivals {
  recordUse(reissueId: string, at: ElectionInstant): Promise<ArrivalOutcome>
  recordMissing(reissueId: string, at: ElectionInstant): Promise<ArrivalOutcome>
}

export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
