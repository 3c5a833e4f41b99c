import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { passwordLinkBody } from '../../shared/contract/account.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { requestPasswordLink } from './request-password-link.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const time = electionTime(databaseClient(), environment.tables.calendar)
const { election, clock } = time
const keys = derivedKeys(environment, election)
const dependencies = {
  linkQueue: sqsQueue(sqsClient(), environment.queues.link),
  clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ json }) => {
    const { email, wants } = readBody(passwordLinkBody, json)
    await requestPasswordLink({ ...dependencies, keys: await keys() }, email, wants)
    journal({ event: 'link.requested' })
    return { status: 202, body: {} }
  },
  time,
)
