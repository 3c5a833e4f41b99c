import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { NoticeEnd } from '../../shared/contract/notices.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { showNoticeEnd } from './show-notice-end.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const keys = derivedKeys(environment, time.file)
const dependencies = {
  sessions: dynamoSessions(database, tables.sessions),
  voters: dynamoVoters(database, tables.voters, time.file),
  election: time.election,
  clock: time.clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim }) => {
    const shown = await showNoticeEnd({ ...dependencies, keys: await keys() }, spaceClaim)
    if (shown.outcome === 'both-factors-lost')
      throw new Problem(shown.outcome, { until: time.wall(shown.until) })
    if (shown.outcome !== 'shown') throw new Problem(shown.outcome)
    return { status: 200, body: { end: shown.end ?? null } satisfies NoticeEnd }
  },
  time,
  'answers',
)
