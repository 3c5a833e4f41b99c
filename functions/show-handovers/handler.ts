import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { showHandovers } from './show-handovers.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock, wall } = time
const dependencies = {
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  clock,
  wall,
}

export const handler = httpHandler(
  originTokens(environment),
  async () => ({
    status: 200,
    body: await showHandovers(dependencies, election),
    // CloudFront keeps it too: however many look, each of its locations asks once a minute.
    headers: { 'cache-control': 'public, max-age=60' },
  }),
  time,
  'answers',
)
