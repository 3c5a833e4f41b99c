import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { cookie, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { originToken } from '../../shared/runtime/secrets.ts'
import { environment } from './environment.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const sessions = dynamoSessions(database, settings.SESSIONS_TABLE)

// The booth's session names the one it was opened in, so it ends with it.
export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ spaceClaim }) => {
    if (spaceClaim) await sessions.close(spaceClaim)
    journal({ event: 'session.closed' })
    return { status: 204, cookies: [cookie('__Host-session'), cookie('__Host-booth')] }
  },
)
