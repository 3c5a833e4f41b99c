import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const sessions = dynamoStaffSessions(databaseClient(), environment.tables.staffSessions)

export const handler = httpHandler(originTokens(environment), async ({ openedCookie }) => {
  const tokenHash = staffTokenHash(openedCookie('__Host-staff'))
  if (tokenHash) await sessions.close(tokenHash)
  journal({ event: 'staff.signed-out' })
  return { status: 204, cookies: [cookie('__Host-staff')] }
})
