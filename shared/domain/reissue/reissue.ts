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

const transitions = {
  accepted: ['held', 'sending', 'failed', 'cancelled'],
  held: ['sending', 'failed', 'cancelled'],
  sending: ['accepted', 'sent', 'failed'],
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

const statesUnderWay = [...statesBeforeSending, 'sending'] as const

export function isUnderWay(state: ReissueState): state is (typeof statesUnderWay)[number] {
  const states: readonly ReissueState[] = statesUnderWay
  return states.includes(state)
}

/** False in `sending` too, since the SMS may have left. */
export function isCancellable({ state }: Pick<Reissue, 'state'>): boolean {
  return isUnderWay(state) && state !== 'sending'
}

export function isWithdrawn(reissue: Pick<Reissue, 'withdrawn' | 'disownedAt'>): boolean {
  return reissue.withdrawn === true && reissue.disownedAt === undefined
}

export const heldByLimit = 'limit'
export const heldByPause = 'pause'

export function holdingCapKeyOf({ heldOn }: Pick<Reissue, 'heldOn'>): string | undefined {
  return heldOn === heldByLimit || heldOn === heldByPause ? undefined : heldOn
}

export type HoldCause = 'service-limit' | 'paused' | 'daily-cap' | 'territory-cap'
type HoldState = Pick<Reissue, 'state' | 'heldOn'>

export function holdCause({ state, heldOn }: HoldState): HoldCause | undefined {
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
  phoneEnding?: string
  territory: string
  sealedPhone?: string
  delayEndsAt?: ElectionInstant
  /** When the mail with the cancel link left; removed if it bounces before the SMS leaves. */
  confirmedAt?: ElectionInstant
  bouncedAt?: ElectionInstant
  smsDueAt?: ElectionInstant
  mailDueAt?: ElectionInstant
  /** Last `suspensionPhase` of which the voter was notified. */
  toldPhase?: number
  messageId?: string
  failure?: SmsFailure
  withdrawn?: true
  stoppedByStaff?: true
  disownedAt?: ElectionInstant
  /** The former identifier was restored, since SNS had not sent the SMS. */
  restored?: true
  /** Until then the sender may be running. Absent unless `sending`. */
  leaseEndsAt?: ElectionInstant
  /** An earlier sender may have handed over the SMS too. */
  takenOver?: true
  /** `heldByLimit`, `heldByPause`, or key of the cap that held the SMS. */
  heldOn?: string
  usedAt?: ElectionInstant
  notReceivedAt?: ElectionInstant
}

export interface Reissues {
  find(reissueId: string): Promise<Reissue | undefined>
}

export type ArrivalOutcome = { outcome: 'recorded'; territory: string } | { outcome: 'unchanged' }

export interface Arrivals {
  recordUse(reissueId: string, at: ElectionInstant): Promise<ArrivalOutcome>
  recordMissing(reissueId: string, at: ElectionInstant): Promise<ArrivalOutcome>
}

export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
