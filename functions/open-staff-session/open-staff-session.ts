import type { Staff } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import {
  type AuthorizationResponse,
  readAuthorizationCookie,
  type StaffProvider,
} from '../../shared/domain/staff/authorization.ts'
import { identifyPerson, type StaffPerson } from '../../shared/domain/staff/staff-person.ts'
import { newStaffSession, type StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export type StaffSessionResult =
  | { outcome: 'signed-in'; cookie: string; person: StaffPerson }
  | { outcome: 'refused'; why: 'authorization' | 'code' | 'token' | 'unlisted' }
  | { outcome: 'unavailable'; why: string }

export async function openStaffSession(
  { provider, sessions, staff, clock }: Dependencies,
  { authorizationCookie, response, redirectUri }: Request,
): Promise<StaffSessionResult> {
  const authorization = readAuthorizationCookie(authorizationCookie, clock())
  if (!authorization || response.state !== authorization.state)
    return { outcome: 'refused', why: 'authorization' }
  const identification = await provider.identify(authorization, response, redirectUri)
  if (identification.outcome !== 'identified') return identification
  const person = identifyPerson(staff, identification.claims)
  if (!person) return { outcome: 'refused', why: 'unlisted' }
  const { cookie, session } = newStaffSession(person.email, clock())
  await sessions.open(session)
  return { outcome: 'signed-in', cookie, person }
}

interface Dependencies {
  provider: StaffProvider
  sessions: Pick<StaffSessions, 'open'>
  staff: Staff
  clock: Clock
}

interface Request {
  authorizationCookie: string | undefined
  response: AuthorizationResponse
  redirectUri: string
}
