import { createHash, randomBytes } from 'node:crypto'
import { earliest, secondsLater } from '../instants.ts'
import { readForm } from '../read-form.ts'
import type { VoterEpoch } from '../voter/voter.ts'

/** A session ends when its voter has done nothing for so long. */
export const sessionIdleMinutes = 30

/** The same on a computer that a queue of voters shares. */
export const sharedIdleMinutes = 10

/** A session ends so long after the sign-in, whatever its voter does. */
export const sessionLongestHours = 8

/** Below that, prolonging a session is not worth a write. */
const shortestProlongationSeconds = 60

interface SessionBase {
  /** SHA-256 of the cookie's secret: who reads the table cannot take a session over. */
  tokenHash: string
  voterId: string
  expiresAt: ElectionInstant
}

/** Opened by e-mail and password. */
export interface SpaceSession extends SessionBase {
  kind: 'space'
  /** Beyond, nothing prolongs it. */
  endsAt: ElectionInstant
  /** The voter's, when it was opened: it ends with it. Absent of sessions older than this attribute. */
  epoch?: number
  /** How long it lasts from each use, where that is not `sessionIdleMinutes`. */
  idleMinutes?: number
}

/**
 * Opened by identifier and password inside a space session; it ends with it, and with the identifier.
 * Its own `expiresAt` only lets the table forget it.
 */
export interface BoothSession extends SessionBase {
  kind: 'booth'
  spaceTokenHash: string
  identifierHash: string
}

export type Session = SpaceSession | BoothSession

/** What a cookie says of itself. Nothing in it is believed before the tables confirm it. */
export interface SessionClaim {
  tokenHash: string
  voterId: string
  /** The voter's `sessionEpoch` when the session was opened. */
  epoch: number
}

export function newSessionCookie(owner: VoterEpoch): { cookie: string; claim: SessionClaim } {
  const { voterId, sessionEpoch: epoch } = owner
  const secret = randomBytes(32).toString('base64url')
  return {
    cookie: `${voterId}.${epoch}.${secret}`,
    claim: { voterId, epoch, tokenHash: hashToken(epoch, secret) },
  }
}

/**
 * The cookie carries the voter's id, so that the session and the voter are read side by side, and the
 * epoch, so that a transaction can compare it with the voter's. A session is found by the hash of its
 * secret with its epoch: no cookie can claim another one.
 */
export function readSessionCookie(cookie: string | undefined): SessionClaim | undefined {
  const form = /^([\w-]{22})\.(0|[1-9]\d{0,8})\.([\w-]{43})$/
  return readForm(cookie, form, (voterId, epoch, secret) => ({
    ...{ voterId, epoch: Number(epoch) },
    tokenHash: hashToken(Number(epoch), secret),
  }))
}

export function newSpaceSession(
  owner: VoterEpoch,
  now: ElectionInstant,
  idleMinutes?: number,
): { cookie: string; session: SpaceSession } {
  const { cookie, claim } = newSessionCookie(owner)
  const { voterId, tokenHash } = claim
  const endsAt = secondsLater(now, sessionLongestHours * 3600)
  const expiresAt = secondsLater(now, (idleMinutes ?? sessionIdleMinutes) * 60)
  const { epoch } = claim
  const session = { kind: 'space', voterId, tokenHash, epoch, expiresAt, endsAt } as const
  return { cookie, session: { ...session, ...(idleMinutes && { idleMinutes }) } }
}

export function openedAt({ endsAt }: SpaceSession): ElectionInstant {
  return secondsLater(endsAt, -sessionLongestHours * 3600)
}

/** When a session that has just been used ends, once that is worth writing down. */
export function prolongation<Instant extends AnyInstant>(
  {
    expiresAt,
    endsAt,
    idleMinutes = sessionIdleMinutes,
  }: Pick<SpaceSession, 'idleMinutes'> & { expiresAt: Instant; endsAt: Instant },
  now: Instant,
): Instant | undefined {
  const until = earliest(endsAt, secondsLater(now, idleMinutes * 60))
  const isWorthIt =
    until >= secondsLater(expiresAt, shortestProlongationSeconds) ||
    (until > expiresAt && until.getTime() === endsAt.getTime())
  return isWorthIt ? until : undefined
}

export function isValidFor<S extends Session>(
  session: S | undefined,
  claim: SessionClaim,
  now: ElectionInstant,
): session is S {
  return session !== undefined && session.voterId === claim.voterId && session.expiresAt > now
}

/** A new password and a cancelled request end every session: they move the voter's epoch on. */
export function isOfThisEpoch(
  claim: Pick<SessionClaim, 'voterId' | 'epoch'>,
  voter: VoterEpoch,
): boolean {
  return claim.voterId === voter.voterId && claim.epoch === voter.sessionEpoch
}

function hashToken(epoch: number, secret: string): string {
  return createHash('sha256').update(`${epoch}.${secret}`).digest('base64url')
}

export interface Sessions {
  open(session: Session): Promise<void>
  findSpace(claim: SessionClaim): Promise<SpaceSession | undefined>
  findBooth(claim: SessionClaim): Promise<BoothSession | undefined>
  /** Moves the end of a session on, never back; one that has gone stays gone. */
  prolong(claim: SessionClaim, until: ElectionInstant): Promise<void>
  /** Those of the espace électeur that the table still holds, ended ones among them. One that was just opened may be missing. */
  ofVoter(voterId: string): Promise<SpaceSession[]>
  /** Closing a session that is not there, or is another voter's, changes nothing. */
  close(claim: Pick<SessionClaim, 'voterId' | 'tokenHash'>): Promise<void>
}
