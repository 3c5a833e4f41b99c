import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originToken } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const sessions = dynamoSessions(databaseClient(), environment.tables.sessions)

// The booth's session names the one it was opened in, so it ends with it.
export const handler = httpHandler(originToken(environment), async ({ spaceClaim }) => {
  if (spaceClaim) await sessions.close(spaceClaim)
  journal({ event: 'session.closed' })
  return { status: 204, cookies: [cookie('__Host-session'), cookie('__Host-booth')] }
})
