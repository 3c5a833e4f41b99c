import { createHash, randomBytes } from 'node:crypto'

/** How long a session lasts from sign-in. */
export const sessionMinutes = 60

interface SessionBase {
  /** SHA-256 of the cookie's secret: who reads the table cannot take a session over. */
  tokenHash: string
  voterId: string
  expiresAt: Date
}

/** Opened by e-mail and password. */
export interface SpaceSession extends SessionBase {
  kind: 'space'
}

/** Opened by identifier and password inside a space session; it ends with it, and with the identifier. */
export interface BoothSession extends SessionBase {
  kind: 'booth'
  spaceTokenHash: string
  identifierHash: string
}

export type Session = SpaceSession | BoothSession

/** What a cookie says of itself. Nothing in it is believed before the table confirms it. */
export interface SessionClaim {
  tokenHash: string
  voterId: string
}

export function newToken(voterId: string): { cookie: string; claim: SessionClaim } {
  const secret = randomBytes(32).toString('base64url')
  return { cookie: `${voterId}.${secret}`, claim: { voterId, tokenHash: hashToken(secret) } }
}

/** The cookie carries the voter's id, so that the session and the voter are read side by side. */
export function readToken(cookie: string | undefined): SessionClaim | undefined {
  const parts = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? '')
  if (!parts) return undefined
  return { voterId: parts[1] as string, tokenHash: hashToken(parts[2] as string) }
}

export function confirms<S extends Session>(
  session: S | undefined,
  claim: SessionClaim,
  now: Date,
): session is S {
  return session !== undefined && session.voterId === claim.voterId && session.expiresAt > now
}

function hashToken(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
