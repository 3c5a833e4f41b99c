import { signedInStaff } from '../../shared/access/signed-in-staff.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import type { StaffSessionView } from '../../shared/contract/staff-session.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readElection, readStaff } from '../../shared/runtime/deployed-election.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { title, timeZone } = readElection()
const dependencies = {
  sessions: dynamoStaffSessions(databaseClient(), environment.tables.staffSessions),
  staff: readStaff(),
}

export const handler = httpHandler(originTokens(environment), async ({ method, openedCookie }) => {
  const token = openedCookie('__Host-staff')
  if (method === 'DELETE') {
    const tokenHash = staffTokenHash(token)
    if (tokenHash) await dependencies.sessions.close(tokenHash)
    journal({ event: 'staff.signed-out' })
    return { status: 204, cookies: [cookie('__Host-staff')] }
  }
  const found = await signedInStaff(dependencies, token, new Date())
  if (!found) throw new Problem('unauthenticated')
  const { person, session } = found
  return {
    status: 200,
    body: {
      email: person.email,
      role: person.role,
      election: { title, timeZone },
      session: {
        expiresAt: session.expiresAt.toISOString(),
        endsAt: session.endsAt.toISOString(),
      },
    } satisfies StaffSessionView,
  }
})
