import type { Staff } from '../domain/election/election.ts'
import { personAt, type StaffPerson } from '../domain/staff/staff-person.ts'
import {
  type StaffSession,
  type StaffSessions,
  staffTokenHash,
} from '../domain/staff/staff-session.ts'
import { prolongSession } from './signed-in.ts'

export interface SignedInStaff {
  person: StaffPerson
  session: StaffSession
}

/** Does not prolong the session, so that polling pages do not keep it open. */
export async function staffOfCookie(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const tokenHash = staffTokenHash(cookie)
  const session = tokenHash && (await sessions.find(tokenHash))
  // DynamoDB deletes expired items late.
  if (!session || session.expiresAt <= now) return undefined
  const person = personAt(staff, session.email)
  return person && { person, session }
}

/** Like `staffOfCookie`, for pages in use: prolongs the session. */
export async function signedInStaff(
  { sessions, staff }: { sessions: Pick<StaffSessions, 'find' | 'prolong'>; staff: Staff },
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const caller = await staffOfCookie({ sessions, staff }, cookie, now)
  if (!caller) return undefined
  const { tokenHash } = caller.session
  const prolong = (until: Date) => sessions.prolong(tokenHash, until)
  return { ...caller, session: await prolongSession(caller.session, now, prolong) }
}
