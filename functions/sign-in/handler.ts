import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { dynamoAttempts } from '../adapters/dynamo-attempts.ts'
import { dynamoSessions } from '../adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { emailField, passwordField } from '../runtime/fields.ts'
import { cookie, httpHandler, readBody } from '../runtime/http.ts'
import { journal } from '../runtime/journal.ts'
import { Problem } from '../runtime/problem.ts'
import { derivedKeys, originToken } from '../runtime/secrets.ts'
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
}
const body = z.object({ email: emailField, password: passwordField })

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ json, clientNetwork }) => {
    const credentials = readBody(body, json)
    const result = await signIn(
      { ...dependencies, keys: await keys() },
      { ...credentials, clientNetwork, now: new Date() },
    )
    switch (result.outcome) {
      case 'signed-in':
        journal({ event: 'session.opened' })
        return { status: 204, cookies: [cookie('__Host-session', result.cookie)] }
      case 'wrong-credentials':
        journal({ event: 'session.refused' })
        throw new Problem('wrong-credentials')
      case 'too-many-attempts':
        journal({ event: 'session.refused' })
        throw new Problem('too-many-attempts', { retryAfterSeconds: result.retryAfterSeconds })
    }
  },
)
