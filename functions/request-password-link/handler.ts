import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod/mini'
import { sqsPasswordLinkQueue } from '../../shared/adapters/sqs-password-link-queue.ts'
import { emailField } from '../../shared/contract/fields.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { environment } from './environment.ts'
import { requestPasswordLink } from './request-password-link.ts'

const settings = readEnvironment(environment)
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  linkQueue: sqsPasswordLinkQueue(new SQSClient(clientDefaults), settings.LINK_QUEUE_URL),
  clock: () => new Date(),
}
const body = z.object({ email: emailField })

export const handler = httpHandler(originToken(secretsManager, settings), async ({ json }) => {
  const { email } = readBody(body, json)
  await requestPasswordLink({ ...dependencies, keys: await keys() }, email)
  journal({ event: 'link.requested' })
  return { status: 202, body: {} }
})
