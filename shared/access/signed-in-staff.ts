import type { Staff } from '../domain/election/election.ts'
import { personAt, type StaffPerson } from '../domain/staff/staff-person.ts'
import {
  type StaffSession,
  type StaffSessions,
  staffTokenHash,
} from '../domain/staff/staff-session.ts'
import { prolonged } from './signed-in.ts'

export interface SignedInStaff {
  person: StaffPerson
  session: StaffSession
}

/**
 * Returns whom a cookie names, once their session and the election's file both confirm it. A page that asks by itself
 * does not prolong the session.
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

/** The same for a page that somebody uses, which prolongs the session. */
export async function signedInStaff(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find' | 'prolong'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const found = await staffBehind({ sessions, staff }, cookie, now)
  if (!found) return undefined
  const { tokenHash } = found.session
  const prolong = (until: Date) => sessions.prolong(tokenHash, until)
  return { ...found, session: await prolonged(found.session, now, prolong) }
}
