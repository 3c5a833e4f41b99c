import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keys } from './keys.ts'
import { keyedHash } from './keys.ts'
import type { Phone } from './phone.ts'

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
const transitions: Readonly<Record<ReissueState, readonly ReissueState[]>> = {
  accepted: ['sending', 'cancelled'],
  sending: ['sent', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
}

export function isTransition(from: ReissueState, to: ReissueState): boolean {
  return transitions[from].includes(to)
}

/** While a request is under way, asking again shows its progress and consumes nothing. */
export function isUnderWay(state: ReissueState): boolean {
  return state === 'accepted' || state === 'sending'
}

/** Why an SMS did not reach the voter, in words that hold no number and that tell them what to do. */
export const smsFailures = [
  'invalid-number',
  'opted-out',
  'blocked',
  'unreachable',
  'service-limit',
  'unknown',
] as const

export type SmsFailure = (typeof smsFailures)[number]

/** Those for which SNS takes no SMS in the first place. */
export type SmsRefusal = Extract<SmsFailure, 'invalid-number' | 'opted-out'>

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
  /** The number, encrypted; removed as soon as no SMS is left to send. */
  sealedPhone?: string
  /** When the SMS should have left: beyond, the sweep asks for it again. Absent once it has. */
  smsDueAt?: Date
  /** When the voter should have been told of its last move: beyond, the sweep asks again. Absent once they were. */
  mailDueAt?: Date
  /** SNS's id of the SMS. */
  messageId?: string
  failure?: SmsFailure
  /** The day whose cap put the SMS off. Absent once it left. */
  heldOn?: string
}

/** How long a queue may be late before the sweep puts a request back. */
export const queueAllowanceSeconds = 120
/** The longest wait between two sweeps of one request. */
const longestSweepSeconds = 1200

export function newReissue(
  keys: Keys,
  request: {
    reissueId: string
    voterId: string
    phone: Phone
    maskedPhone: string
    expectedAt: Date
    now: Date
  },
): Reissue {
  const { reissueId, voterId, phone, maskedPhone, expectedAt, now } = request
  return {
    reissueId,
    voterId,
    state: 'accepted',
    history: [{ state: 'accepted', at: now }],
    requestedAt: now,
    ...expecting(expectedAt),
    phoneHash: hashPhone(keys, phone),
    maskedPhone,
    sealedPhone: sealPhone(keys, reissueId, phone),
    mailDueAt: mailDueOf(now),
  }
}

/** What a request says of its SMS's time. It is not overdue before it is later than promised. */
export function expecting(expectedAt: Date): Pick<Reissue, 'expectedAt' | 'smsDueAt'> {
  return { expectedAt, smsDueAt: secondsLater(expectedAt, queueAllowanceSeconds) }
}

/** When the mail that tells of a move should have left. */
export function mailDueOf(at: Date): Date {
  return secondsLater(at, queueAllowanceSeconds)
}

/** What a voter is told of a request: that it was asked, that its SMS left, that it was cancelled. */
export type ReissueNews = 'asked' | 'sent' | 'cancelled'

/** What is to be told of a request as it stands; undefined of one whose SMS could not leave at all. */
export function newsOf({
  state,
  history,
}: Pick<Reissue, 'state' | 'history'>): ReissueNews | undefined {
  if (isUnderWay(state)) return 'asked'
  if (state === 'cancelled') return 'cancelled'
  return history.some((step) => step.state === 'sent') ? 'sent' : undefined
}

export function hashPhone(keys: Keys, phone: Phone): string {
  return keyedHash(keys['phone-hash'], phone)
}

/** AES-256-GCM, bound to the reissue: base64url of nonce (12 bytes), tag (16) and ciphertext. */
export function sealPhone(keys: Keys, reissueId: string, phone: Phone): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys['phone-seal'], nonce)
  cipher.setAAD(Buffer.from(reissueId))
  const ciphertext = Buffer.concat([cipher.update(phone, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')
}

/** @throws Error when the seal is not this reissue's, or was tampered with */
export function unsealPhone(
  keys: Keys,
  reissue: Pick<Reissue, 'reissueId' | 'sealedPhone'>,
): Phone {
  if (!reissue.sealedPhone) throw new Error('This reissue holds no phone number any more')
  const sealed = Buffer.from(reissue.sealedPhone, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keys['phone-seal'], sealed.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(reissue.reissueId))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString() as Phone
}

export function secondsLater(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}

/** When a carrier's receipt is to be expected no more; undefined unless one may come. */
export function receiptDueOf(
  { state, history }: Pick<Reissue, 'state' | 'history'>,
  receiptMinutes: number,
): Date | undefined {
  const sent = state === 'sent' ? history.at(-1) : undefined
  return sent && secondsLater(sent.at, receiptMinutes * 60)
}

/**
 * When the sweep looks at a request again after it put it back: each wait is as long as the request is
 * old, so a queue that is late is not flooded with copies, and never longer than a message lives in it,
 * so that the end of an outage is noticed soon.
 */
export function nextSweep(reissue: Pick<Reissue, 'requestedAt'>, now: Date): Date {
  const ageSeconds = (now.getTime() - reissue.requestedAt.getTime()) / 1000
  return secondsLater(
    now,
    Math.min(longestSweepSeconds, Math.max(queueAllowanceSeconds, ageSeconds)),
  )
}
