import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { passwordLinkBody } from '../../shared/contract/account.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { requestPasswordLink } from './request-password-link.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const election = readElection()
const keys = derivedKeys(environment, election)
const dependencies = {
  linkQueue: sqsQueue(sqsClient(), environment.queues.link),
  clock: () => new Date(),
}

export const handler = httpHandler(originTokens(environment), async ({ json }) => {
  const { email, wants } = readBody(passwordLinkBody, json)
  await requestPasswordLink({ ...dependencies, keys: await keys() }, email, wants)
  journal({ event: 'link.requested' })
  return { status: 202, body: {} }
})
