import type { Captcha } from '../domain/captcha.ts'
import { type PasswordLink, passwordLinkEndsAt } from '../domain/password-link.ts'
import type { Reissue } from '../domain/reissue.ts'
import type { PhoneUse } from '../domain/reissue-rules.ts'
import type { BoothSession, Session, SpaceSession } from '../domain/session.ts'
import type { Voter } from '../domain/voter.ts'

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
export type VoterItem = Stored<Voter>
export type SessionItem = (Stored<SpaceSession> | Stored<BoothSession>) & { ttl: number }
type SecretItem = Stored<NonNullable<PasswordLink['newest']>>
export type PasswordLinkItem = Omit<Stored<PasswordLink>, 'issuedAt' | 'newest' | 'previous'> & {
  newest?: SecretItem
  previous?: SecretItem
  issuedAt: string[]
  ttl: number
}
export type CaptchaItem = Stored<Captcha> & { ttl: number }
/** `sweepShard` is the key of the two sparse indexes of what is due. */
export type ReissueItem = Stored<Reissue> & { sweepShard: number }

/** The indexes of what is due are spread over this many keys, so that no single one takes every write. */
export const sweepShards = 4

export function ttlOf(instant: Date): number {
  return Math.ceil(instant.getTime() / 1000)
}

export function toVoterItem(voter: Voter): VoterItem {
  const { passwordSetAt, passwordRenewedAt, bothFactorsLostToldAt, ...rest } = voter
  return {
    ...rest,
    ...(passwordSetAt && { passwordSetAt: passwordSetAt.toISOString() }),
    ...(passwordRenewedAt && { passwordRenewedAt: passwordRenewedAt.toISOString() }),
    ...(bothFactorsLostToldAt && { bothFactorsLostToldAt: bothFactorsLostToldAt.toISOString() }),
  }
}

export function fromVoterItem(item: VoterItem): Voter {
  const { passwordSetAt, passwordRenewedAt, bothFactorsLostToldAt, ...rest } = item
  return {
    ...rest,
    ...(passwordSetAt && { passwordSetAt: new Date(passwordSetAt) }),
    ...(passwordRenewedAt && { passwordRenewedAt: new Date(passwordRenewedAt) }),
    ...(bothFactorsLostToldAt && { bothFactorsLostToldAt: new Date(bothFactorsLostToldAt) }),
  }
}

export function toSessionItem(session: Session): SessionItem {
  const expiry = { expiresAt: session.expiresAt.toISOString(), ttl: ttlOf(session.expiresAt) }
  return session.kind === 'space'
    ? { ...session, ...expiry, endsAt: session.endsAt.toISOString() }
    : { ...session, ...expiry }
}

export function fromSessionItem({ ttl: _, ...item }: SessionItem): Session {
  const expiresAt = new Date(item.expiresAt)
  return item.kind === 'space'
    ? { ...item, expiresAt, endsAt: new Date(item.endsAt) }
    : { ...item, expiresAt }
}

export function toPasswordLinkItem(link: PasswordLink): PasswordLinkItem {
  const { requestedAt, newest, previous, issuedAt, ...rest } = link
  const toItem = (secret: NonNullable<typeof newest>) => ({
    ...secret,
    expiresAt: secret.expiresAt.toISOString(),
  })
  return {
    ...rest,
    requestedAt: requestedAt.toISOString(),
    issuedAt: issuedAt.map((at) => at.toISOString()),
    ...(newest && { newest: toItem(newest) }),
    ...(previous && { previous: toItem(previous) }),
    ttl: ttlOf(passwordLinkEndsAt(link)),
  }
}

export function fromPasswordLinkItem({ ttl: _, ...item }: PasswordLinkItem): PasswordLink {
  const { requestedAt, newest, previous, issuedAt, ...rest } = item
  const fromItem = (secret: SecretItem) => ({ ...secret, expiresAt: new Date(secret.expiresAt) })
  return {
    ...rest,
    requestedAt: new Date(requestedAt),
    issuedAt: issuedAt.map((at) => new Date(at)),
    ...(newest && { newest: fromItem(newest) }),
    ...(previous && { previous: fromItem(previous) }),
  }
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
