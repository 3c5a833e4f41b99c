import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { Booth } from '../../shared/contract/booth.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { showBooth } from './show-booth.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  election,
  clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim, boothClaim }) => {
    const view = await showBooth(dependencies, { space: spaceClaim, booth: boothClaim })
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { ballots: view.ballots } satisfies Booth }
  },
  time,
)
