import type { MessageQueue } from '../queues.ts'
import type { SmsFailure } from '../sms/sms-delivery.ts'

export const reissueStates = [
  'accepted',
  'sending',
  'sent',
  'delivered',
  'failed',
  'cancelled',
] as const

export type ReissueState = (typeof reissueStates)[number]

/** Forward only; whatever is not here does not happen. */
const transitions = {
  accepted: ['sending', 'cancelled'],
  sending: ['sent', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<ReissueState, readonly ReissueState[]>

/** A state, and one that may follow it. */
export type Transition = {
  [From in ReissueState]: { from: From; to: (typeof transitions)[From][number] }
}[ReissueState]

export function isTransition(from: ReissueState, to: ReissueState): boolean {
  const following: readonly ReissueState[] = transitions[from]
  return following.includes(to)
}

/** While a request is under way, asking again shows its progress and consumes nothing. */
export function isUnderWay(state: ReissueState): state is 'accepted' | 'sending' {
  return state === 'accepted' || state === 'sending'
}

/** In place of a day: SNS does not send the SMS that it takes. */
export const heldByLimit = 'limit'

export interface Reissue {
  reissueId: string
  voterId: string
  state: ReissueState
  history: { state: ReissueState; at: Date }[]
  requestedAt: Date
  /** When the voter may expect the SMS. */
  expectedAt: Date
  phoneHash: string
  maskedPhone: string
  /** Of the phone, ISO 3166; absent: asked for before it was noted. */
  territory?: string
  /** The number, encrypted; removed as soon as no SMS is left to send. */
  sealedPhone?: string
  /** When the SMS should have left: beyond, the sweep asks for it again. Absent once it has. */
  smsDueAt?: Date
  /** When the voter should have been told of its last move: beyond, the sweep asks again. Absent once they were. */
  mailDueAt?: Date
  /** SNS's id of the SMS. */
  messageId?: string
  failure?: SmsFailure
  /** SNS did not send its SMS after all, and the identifier of before it is the valid one again. */
  restored?: true
  /** A sender took it over from another: more than one SMS of it may have left. */
  takenOver?: true
  /** The day whose cap put the SMS off, or `heldByLimit`. Absent once it left. */
  heldOn?: string
  /** When its identifier first opened the booth: the only proof that the SMS arrived. */
  usedAt?: Date
  /** When its voter first said that the SMS had not arrived. */
  notReceivedAt?: Date
}

export interface Reissues {
  find(reissueId: string): Promise<Reissue | undefined>
}

/** What the voters themselves show of an SMS: carriers tell no more than what they took. */
export interface Arrivals {
  /** Its identifier opened the booth; only the first time counts. */
  recordUse(reissueId: string, at: Date): Promise<'recorded' | 'unchanged'>
  /** The voter says that it did not arrive; only the first time counts. */
  recordMissing(reissueId: string, at: Date): Promise<'recorded' | 'unchanged'>
}

/** The message is the request's id and nothing else. */
export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
