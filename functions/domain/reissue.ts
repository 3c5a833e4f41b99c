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
const legalMoves: Readonly<Record<ReissueState, readonly ReissueState[]>> = {
  accepted: ['sending', 'cancelled'],
  sending: ['sent', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  cancelled: [],
}

export function mayMove(from: ReissueState, to: ReissueState): boolean {
  return legalMoves[from].includes(to)
}

/** While a request is under way, asking again shows its progress and consumes nothing. */
export function isUnderWay(state: ReissueState): boolean {
  return state === 'accepted' || state === 'sending'
}

/** Why SNS would not take the SMS, in words that hold no number. */
export type SmsRefusal = 'invalid-number' | 'opted-out'

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
  /** When the confirmation should have been mailed: beyond, the sweep asks again. Absent once it has. */
  confirmationDueAt?: Date
  /** SNS's id of the SMS. */
  messageId?: string
  refusal?: SmsRefusal
}

/** How long an SMS may take from the queue to the handset before the voter was told wrong. */
const carrierAllowanceSeconds = 60
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
    smsDelaySeconds: number
    now: Date
  },
): Reissue {
  const { reissueId, voterId, phone, maskedPhone, smsDelaySeconds, now } = request
  return {
    reissueId,
    voterId,
    state: 'accepted',
    history: [{ state: 'accepted', at: now }],
    requestedAt: now,
    expectedAt: secondsLater(now, smsDelaySeconds + carrierAllowanceSeconds),
    phoneHash: hashPhone(keys, phone),
    maskedPhone,
    sealedPhone: sealPhone(keys, reissueId, phone),
    smsDueAt: secondsLater(now, smsDelaySeconds + queueAllowanceSeconds),
    confirmationDueAt: secondsLater(now, queueAllowanceSeconds),
  }
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
