import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const dependencies = {
  voters: dynamoVoters(database, tables.voters, time.election),
  sessions: dynamoSessions(database, tables.sessions),
  reissues: dynamoReissues(database, tables.reissues),
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim, reissueId }) => {
    const request = { claim: spaceClaim, reissueId }
    // Pages ask by themselves: it prolongs no session.
    const found = await findOwnReissue(dependencies, request, time.clock())
    if (found.outcome !== 'found') throw new Problem(found.outcome)
    return { status: 200, body: publicReissue(found.reissue, time) }
  },
  time,
  'answers',
)
