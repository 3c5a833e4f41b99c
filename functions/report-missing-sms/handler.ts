import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoArrivals } from '../../shared/adapters/reissue/dynamo-arrivals.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { reportMissingSms } from './report-missing-sms.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  reissues: dynamoReissues(database, tables.reissues),
  arrivals: dynamoArrivals(database, tables.reissues),
  clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim, reissueId }) => {
    const report = await reportMissingSms(dependencies, { claim: spaceClaim, reissueId })
    switch (report.outcome) {
      case 'recorded':
        journal({ event: 'sms.reported-missing', reissueId, state: report.state })
        return { status: 204 }
      case 'unchanged':
        return { status: 204 }
      default:
        throw new Problem(report.outcome)
    }
  },
  time,
)
