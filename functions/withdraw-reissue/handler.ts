import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoWithdrawals } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { withdrawReissue } from './withdraw-reissue.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  reissues: dynamoReissues(database, tables.reissues),
  withdrawals: dynamoWithdrawals(database, tables),
  newsQueue: sqsQueue(sqsClient(), queues.news),
  clock,
  journal,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim, reissueId }) => {
    const { outcome } = await withdrawReissue(dependencies, { claim: spaceClaim, reissueId })
    switch (outcome) {
      case 'withdrawn':
        journal({ event: 'reissue.withdrawn', reissueId })
        return { status: 204 }
      case 'unchanged':
        return { status: 204 }
      default:
        journal({ event: 'withdrawal.refused', reason: outcome })
        throw new Problem(outcome)
    }
  },
  time,
  'answers',
)
