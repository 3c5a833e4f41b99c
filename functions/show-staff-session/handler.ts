import { signedInStaff, staffBehind } from '../../shared/access/signed-in-staff.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import type { StaffSessionView } from '../../shared/contract/staff-session.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { title, timeZone } = time.file
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ method, path, openedCookie }) => {
    const token = openedCookie('__Host-staff')
    if (method === 'DELETE') {
      const tokenHash = staffTokenHash(token)
      if (tokenHash) await dependencies.sessions.close(tokenHash)
      journal({ event: 'staff.signed-out' })
      return { status: 204, cookies: [cookie('__Host-staff')] }
    }
    const now = new Date()
    if (path.endsWith('/calendar')) {
      if (!(await staffBehind(dependencies, token, now))) throw new Problem('unauthenticated')
      await time.refresh()
      return { status: 200, body: { vote: voteStateText(time, time.file, now) } }
    }
    const found = await signedInStaff(dependencies, token, now)
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
  },
)
