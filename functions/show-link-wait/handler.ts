import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import type { PasswordLinkWait } from '../../shared/contract/account.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
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
const keptMilliseconds = 5000
let told: { at: number; wait: Promise<PasswordLinkWait> } | undefined

export const handler = httpHandler(
  originTokens(environment),
  async () => {
    const at = performance.now()
    if (!told || at - told.at > keptMilliseconds) {
      told = { at, wait: showLinkWait(engines, election) }
    }
    const asked = told
    try {
      return { status: 200, body: await asked.wait }
    } catch (error) {
      if (told === asked) told = undefined
      throw error
    }
  },
  time,
  'answers',
)
