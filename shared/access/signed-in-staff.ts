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
 * Whoever a cookie speaks of, once their session and the election's file both confirm it. It prolongs the session, and
 * never fails for that: what is not prolonged stands as it was, and the next request prolongs it.
 * @param cookie as it was sealed
 */
export async function signedInStaff(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find' | 'prolong'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const tokenHash = staffTokenHash(cookie)
  const session = tokenHash && (await sessions.find(tokenHash))
  // The table forgets late.
  if (!session || session.expiresAt <= now) return undefined
  const person = personAt(staff, session.email)
  if (!person) return undefined
  const until = prolongation(session, now)
  if (!until) return { person, session }
  try {
    await sessions.prolong(session.tokenHash, until)
    return { person, session: { ...session, expiresAt: until } }
  } catch {
    return { person, session }
  }
}
