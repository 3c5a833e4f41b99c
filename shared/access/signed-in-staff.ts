import { prolongation } from '../domain/account/session.ts'
import type { Staff } from '../domain/election/election-staff.ts'
import { personAt, type StaffPerson } from '../domain/staff/staff-person.ts'
import {
  type StaffSession,
  type StaffSessions,
  staffTokenHash,
} from '../domain/staff/staff-session.ts'

export interface SignedInStaff {
  person: StaffPerson
  session: StaffSession
}

/**
 * Whoever a cookie speaks of, once their session and the election's file both confirm it. The session goes on to its
 * end: a page that asks by itself is no use of it.
 * @param cookie as it was sealed
 */
export async function staffBehind(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const tokenHash = staffTokenHash(cookie)
  const session = tokenHash && (await sessions.find(tokenHash))
  // The table forgets late.
  if (!session || session.expiresAt <= now) return undefined
  const person = personAt(staff, session.email)
  return person && { person, session }
}

/**
 * The same of whoever acts. It prolongs the session, and never fails for that: what is not prolonged stands as it was,
 * and the next request prolongs it.
 */
export async function signedInStaff(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find' | 'prolong'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const found = await staffBehind({ sessions, staff }, cookie, now)
  if (!found) return undefined
  const until = prolongation(found.session, now)
  if (!until) return found
  try {
    await sessions.prolong(found.session.tokenHash, until)
    return { ...found, session: { ...found.session, expiresAt: until } }
  } catch {
    return found
  }
}
