import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { dynamoAttempts } from '../../shared/adapters/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { captchaField, emailField, passwordField } from '../../shared/contract/fields.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { cookie, httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem, tooManyAttempts } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { environment } from './environment.ts'
import { signIn } from './sign-in.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  attempts: dynamoAttempts(database, settings.ATTEMPTS_TABLE),
  captchas: dynamoCaptchas(database, settings.CAPTCHAS_TABLE),
}
const body = z.object({
  email: emailField,
  password: passwordField,
  captcha: z.optional(captchaField),
})

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ json, deviceCookie, clientNetwork }) => {
    const credentials = readBody(body, json)
    const result = await signIn(
      { ...dependencies, keys: await keys() },
      { ...credentials, deviceCookie, clientNetwork, now: new Date() },
    )
    if (result.outcome === 'signed-in') {
      journal({ event: 'session.opened' })
      const { cookie: session, deviceCookie: device } = result
      return {
        status: 204,
        cookies: [
          cookie('__Host-session', session),
          ...(device ? [cookie('__Host-device', device)] : []),
        ],
      }
    }
    journal({ event: 'session.refused' })
    throw result.outcome === 'too-many-attempts'
      ? tooManyAttempts(result)
      : new Problem(result.outcome)
  },
)
