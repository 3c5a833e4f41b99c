import { createHash, randomBytes } from 'node:crypto'
import { longestSessionHours, sessionIdleMinutes } from '../account/session.ts'
import { secondsLater } from '../instants.ts'
import type { FileOpeningKind } from '../staff-action.ts'
import type { ApprovalReference } from './staff-approval.ts'

export const openFileMinutes = 15

export interface StaffSession {
  /** SHA-256 of the cookie, so a reader of the table cannot take over a session. */
  tokenHash: string
  email: string
  expiresAt: Date
  endsAt: Date
  openFile?: OpenFile
}

export interface OpenFile {
  voterId: string
  expiresAt: Date
  opening: FileOpeningKind
  approval?: ApprovalReference
  /** Last action by one person, except `lift-wait`, with the id of the latest request: identifies a repeated call. */
  done?: string
}

export interface StaffSessions {
  open(session: StaffSession): Promise<void>
  find(tokenHash: string): Promise<StaffSession | undefined>
  prolong(tokenHash: string, until: Date): Promise<void>
  close(tokenHash: string): Promise<void>
  openFile(tokenHash: string, file: OpenFile): Promise<void>
  recordAction(tokenHash: string, action: string): Promise<void>
  closeFile(tokenHash: string): Promise<void>
}

export function newStaffSession(
  email: string,
  now: Date,
): { cookie: string; session: StaffSession } {
  const cookie = randomBytes(32).toString('base64url')
  const expiresAt = secondsLater(now, sessionIdleMinutes * 60)
  const endsAt = secondsLater(now, longestSessionHours * 3600)
  return { cookie, session: { tokenHash: hashOf(cookie), email, expiresAt, endsAt } }
}

export function staffTokenHash(cookie: string | undefined): string | undefined {
  return cookie && /^[\w-]{43}$/.test(cookie) ? hashOf(cookie) : undefined
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
