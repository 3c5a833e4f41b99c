import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { showLinkWait } from './show-link-wait.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const sqs = sqsClient()
const engines = {
  links: sqsBacklog(sqs, environment.queues.link),
  stopLinks: sqsBacklog(sqs, environment.queues.mail),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  clock,
}

/** SQS's own counts are older than that; a flood of this question asks SQS no more often. */
const linkWait = keptFor(5, () => showLinkWait(engines, election))

export const handler = httpHandler(
  originTokens(environment),
  async () => ({ status: 200, body: await linkWait() }),
  time,
  'answers',
)
