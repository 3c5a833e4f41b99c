import { createHash, randomBytes } from 'node:crypto'
import { sessionIdleMinutes, sessionLongestHours } from '../account/session.ts'
import { secondsLater } from '../instants.ts'

export interface StaffSession {
  /** SHA-256 of the cookie's secret: who reads the table cannot take a session over. */
  tokenHash: string
  /** Whose it is; what they may do, the election's file says at each request. */
  email: string
  expiresAt: Date
  /** Beyond, nothing prolongs it. */
  endsAt: Date
}

export interface StaffSessions {
  open(session: StaffSession): Promise<void>
  find(tokenHash: string): Promise<StaffSession | undefined>
  /** Moves its end on, never back; one that has gone stays gone. */
  prolong(tokenHash: string, until: Date): Promise<void>
  /** Closing one that is not there changes nothing. */
  close(tokenHash: string): Promise<void>
}

export function newStaffSession(
  email: string,
  now: Date,
): { cookie: string; session: StaffSession } {
  const cookie = randomBytes(32).toString('base64url')
  const expiresAt = secondsLater(now, sessionIdleMinutes * 60)
  const endsAt = secondsLater(now, sessionLongestHours * 3600)
  return { cookie, session: { tokenHash: hashOf(cookie), email, expiresAt, endsAt } }
}

/** Of what a cookie holds; undefined of what is none of ours. */
export function staffTokenHash(cookie: string | undefined): string | undefined {
  return cookie && /^[\w-]{43}$/.test(cookie) ? hashOf(cookie) : undefined
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
