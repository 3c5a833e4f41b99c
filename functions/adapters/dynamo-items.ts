import type { PhoneUse } from '../domain/acceptance.ts'
import type { Captcha } from '../domain/captcha.ts'
import type { Reissue } from '../domain/reissue.ts'
import type { Session } from '../domain/session.ts'

/**
 * The tables' items. Instants are ISO 8601 in UTC, always to the millisecond, so they compare as text;
 * `ttl` is in seconds since 1970, as DynamoDB wants it, and deletes up to two days late.
 */
export type Stored<T> = {
  [K in keyof T]: T[K] extends Date
    ? string
    : T[K] extends Date | undefined
      ? string | undefined
      : T[K] extends { at: Date }[]
        ? (Omit<T[K][number], 'at'> & { at: string })[]
        : T[K]
}

export type PhoneItem = PhoneUse
export type SessionItem = Stored<Session> & { ttl: number }
export type CaptchaItem = Stored<Captcha> & { ttl: number }
/** `sweepShard` is the key of the two sparse indexes of what is due. */
export type ReissueItem = Stored<Reissue> & { sweepShard: number }

/** The indexes of what is due are spread over this many keys, so that no single one takes every write. */
export const sweepShards = 4

export function ttlOf(instant: Date): number {
  return Math.ceil(instant.getTime() / 1000)
}

export function toSessionItem(session: Session): SessionItem {
  return {
    ...session,
    expiresAt: session.expiresAt.toISOString(),
    ttl: ttlOf(session.expiresAt),
  } as SessionItem
}

export function fromSessionItem({ ttl: _, ...item }: SessionItem): Session {
  return { ...item, expiresAt: new Date(item.expiresAt) } as Session
}

export function toCaptchaItem(captcha: Captcha): CaptchaItem {
  return {
    captchaId: captcha.captchaId,
    voterId: captcha.voterId,
    codeHash: captcha.codeHash,
    expiresAt: captcha.expiresAt.toISOString(),
    ttl: ttlOf(captcha.expiresAt),
  }
}

export function fromCaptchaItem({ ttl: _, ...item }: CaptchaItem): Captcha {
  return { ...item, expiresAt: new Date(item.expiresAt) }
}

export function toReissueItem(reissue: Reissue): ReissueItem {
  const { smsDueAt, mailDueAt, history, requestedAt, expectedAt, ...rest } = reissue
  return {
    ...rest,
    requestedAt: requestedAt.toISOString(),
    expectedAt: expectedAt.toISOString(),
    history: history.map(({ state, at }) => ({ state, at: at.toISOString() })),
    ...(smsDueAt && { smsDueAt: smsDueAt.toISOString() }),
    ...(mailDueAt && { mailDueAt: mailDueAt.toISOString() }),
    sweepShard: shardOf(reissue.reissueId),
  }
}

export function fromReissueItem(item: ReissueItem): Reissue {
  const {
    sweepShard: _,
    leaseEndsAt: __,
    leaseMessageId: ___,
    leaseTries: ____,
    ...stored
  } = item as ReissueItem &
    Partial<Record<'leaseEndsAt' | 'leaseMessageId', string>> & { leaseTries?: number }
  const { smsDueAt, mailDueAt, history, requestedAt, expectedAt, ...rest } = stored
  return {
    ...rest,
    requestedAt: new Date(requestedAt),
    expectedAt: new Date(expectedAt),
    history: history.map(({ state, at }) => ({ state, at: new Date(at) })),
    ...(smsDueAt && { smsDueAt: new Date(smsDueAt) }),
    ...(mailDueAt && { mailDueAt: new Date(mailDueAt) }),
  }
}

function shardOf(reissueId: string): number {
  return Number.parseInt(reissueId.slice(-1), 16) % sweepShards
}
