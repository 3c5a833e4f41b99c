import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { signOutElsewhere } from './sign-out-elsewhere.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const sessions = dynamoSessions(database, tables.sessions)
const dependencies = {
  sessions,
  voters: dynamoVoters(database, tables.voters, election),
  clock,
}

export const handler = httpHandler(originTokens(environment), async ({ path, spaceClaim }) => {
  if (path === '/api/sessions/others') {
    await time.refresh()
    const { outcome } = await signOutElsewhere(dependencies, spaceClaim)
    if (outcome !== 'signed-out') throw new Problem(outcome)
    journal({ event: 'session.others-closed' })
    return { status: 204 }
  }
  // The booth's session names the one it was opened in, so it ends with it.
  if (spaceClaim) await sessions.close(spaceClaim)
  journal({ event: 'session.closed' })
  return { status: 204, cookies: [cookie('__Host-session'), cookie('__Host-booth')] }
})
