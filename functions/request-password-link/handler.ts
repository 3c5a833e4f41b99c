import * as z from 'zod/mini'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { emailField } from '../../shared/contract/fields.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { requestPasswordLink } from './request-password-link.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const keys = derivedKeys(environment)
const dependencies = {
  linkQueue: sqsQueue(sqsClient(), environment.queues.link),
  clock: () => new Date(),
}
const body = z.object({ email: emailField })

export const handler = httpHandler(originToken(environment), async ({ json }) => {
  const { email } = readBody(body, json)
  await requestPasswordLink({ ...dependencies, keys: await keys() }, email)
  journal({ event: 'link.requested' })
  return { status: 202, body: {} }
})
