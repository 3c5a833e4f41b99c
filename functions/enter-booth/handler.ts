import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { dynamoAttempts } from '../../shared/adapters/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { captchaField, passwordField, typed } from '../../shared/contract/fields.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { cookie, httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem, tooManyAttempts } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
import { enterBooth } from './enter-booth.ts'
import { environment } from './environment.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  attempts: dynamoAttempts(database, settings.ATTEMPTS_TABLE),
  captchas: dynamoCaptchas(database, settings.CAPTCHAS_TABLE),
  election: readElection(),
}
const body = z.object({
  identifier: typed(64),
  password: passwordField,
  captcha: z.optional(captchaField),
})

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ json, spaceClaim, deviceCookie, clientNetwork }) => {
    if (!spaceClaim) throw new Problem('unauthenticated')
    const credentials = readBody(body, json)
    const entry = await enterBooth(
      { ...dependencies, keys: await keys() },
      { ...credentials, claim: spaceClaim, deviceCookie, clientNetwork, now: new Date() },
    )
    if (entry.outcome === 'entered') {
      journal({ event: 'booth.opened' })
      return { status: 204, cookies: [cookie('__Host-booth', entry.cookie)] }
    }
    journal({ event: 'booth.refused' })
    throw entry.outcome === 'too-many-attempts'
      ? tooManyAttempts(entry)
      : new Problem(entry.outcome)
  },
)
