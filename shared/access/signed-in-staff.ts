import type { NotificationQueue } from '../domain/account/account-notifications.ts'
import type { Attempts } from '../domain/account/attempts.ts'
import type { Approvals } from '../domain/approval.ts'
import type { Election, Staff } from '../domain/election/election.ts'
import type { Clock } from '../domain/instants.ts'
import type { Interventions } from '../domain/ledger/intervention.ts'
import type { Reissues } from '../domain/reissue/reissue.ts'
import { findPerson, type StaffPerson } from '../domain/staff/staff-person.ts'
import {
  type StaffSession,
  type StaffSessions,
  staffTokenHash,
} from '../domain/staff/staff-session.ts'
import type { Voters } from '../domain/voter/voter.ts'
import { prolongSession } from './signed-in.ts'

export interface StaffPorts {
  sessions: StaffSessions
  staff: Staff
  attempts: Attempts<WallInstant>
  voters: Voters
  reissues: Reissues
  approvals: Approvals
  interventions: Interventions
  notifications: NotificationQueue
  election: Election<ElectionInstant>
  clock: Clock
  electionClock: Clock<ElectionInstant>
}

export interface SignedInStaff {
  person: StaffPerson
  session: StaffSession
}

/** Does not prolong the session, which polling pages must not keep open. */
export async function findStaff(
  { sessions, staff }: Pick<StaffPorts, 'sessions' | 'staff'>,
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const tokenHash = staffTokenHash(cookie)
  const session = tokenHash && (await sessions.find(tokenHash))
  if (!session || session.expiresAt <= now) return undefined
  const person = findPerson(staff, session.email)
  return person && { person, session }
}

export async function authenticateStaff(
  { sessions, staff }: Pick<StaffPorts, 'sessions' | 'staff'>,
  cookie: string | undefined,
  now: Date,
): Promise<SignedInStaff | undefined> {
  const caller = await findStaff({ sessions, staff }, cookie, now)
  if (!caller) return undefined
  const { tokenHash } = caller.session
  const prolong = (until: Date) => sessions.prolong(tokenHash, until)
  return { ...caller, session: await prolongSession(caller.session, now, prolong) }
}
