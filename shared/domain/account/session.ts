import { createHash, randomBytes } from 'node:crypto'
import { earliestOf, secondsLater } from '../instants.ts'
import { parseMatch } from '../read-text.ts'
import type { VoterEpoch } from '../voter/voter.ts'

export const sessionIdleMinutes = 30

export const sharedIdleMinutes = 10

export const longestSessionHours = 8

const shortestProlongationSeconds = 60

interface SessionBase {
  /** SHA-256 of the cookie's epoch and secret, so that a reader of the table cannot take over a session. */
  tokenHash: string
  voterId: string
  expiresAt: ElectionInstant
}

export interface SpaceSession extends SessionBase {
  kind: 'space'
  endsAt: ElectionInstant
  /** Absent in sessions stored before this attribute existed. */
  epoch?: number
  idleMinutes?: number
}

export interface BoothSession extends SessionBase {
  kind: 'booth'
  spaceTokenHash: string
  identifierHash: string
}

export type Session = SpaceSession | BoothSession

export interface SessionClaim {
  tokenHash: string
  voterId: string
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

export function readSessionCookie(cookie: string | undefined): SessionClaim | undefined {
  const format = /^([\w-]{22})\.(0|[1-9]\d{0,8})\.([\w-]{43})$/
  return parseMatch(cookie, format, (voterId, epoch, secret) => ({
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
  const endsAt = secondsLater(now, longestSessionHours * 3600)
  const expiresAt = secondsLater(now, (idleMinutes ?? sessionIdleMinutes) * 60)
  const { epoch } = claim
  const session = { kind: 'space', voterId, tokenHash, epoch, expiresAt, endsAt } as const
  return { cookie, session: { ...session, ...(idleMinutes && { idleMinutes }) } }
}

export function openedAt({ endsAt }: SpaceSession): ElectionInstant {
  return secondsLater(endsAt, -longestSessionHours * 3600)
}

export function prolongedExpiry<Instant extends AnyInstant>(
  {
    expiresAt,
    endsAt,
    idleMinutes = sessionIdleMinutes,
  }: Pick<SpaceSession, 'idleMinutes'> & { expiresAt: Instant; endsAt: Instant },
  now: Instant,
): Instant | undefined {
  const until = earliestOf(endsAt, secondsLater(now, idleMinutes * 60))
  const isWorthProlonging =
    until >= secondsLater(expiresAt, shortestProlongationSeconds) ||
    (until > expiresAt && until.getTime() === endsAt.getTime())
  return isWorthProlonging ? until : undefined
}

export function isValidFor<S extends Session>(
  session: S | undefined,
  claim: SessionClaim,
  now: ElectionInstant,
): session is S {
  return session !== undefined && session.voterId === claim.voterId && session.expiresAt > now
}

export function hasCurrentEpoch(
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
  find(claim: Pick<SessionClaim, 'tokenHash'>): Promise<Session | undefined>
  /** Does not shorten a session or recreate a closed one. */
  prolong(claim: SessionClaim, until: ElectionInstant): Promise<void>
  /** Eventually consistent: may include ended sessions and lack a new one. */
  list(voterId: string): Promise<SpaceSession[]>
  close(claim: Pick<SessionClaim, 'voterId' | 'tokenHash'>): Promise<void>
}
