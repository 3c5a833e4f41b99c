import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSessions } from '../adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http.ts'
import { Problem } from '../runtime/problem.ts'
import { originToken } from '../runtime/secrets.ts'
import { readElection } from '../runtime/settings.ts'
import { environment } from './environment.ts'
import { showBooth } from './show-booth.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  election: readElection(),
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ spaceClaim, boothClaim }) => {
    if (!spaceClaim || !boothClaim) throw new Problem('unauthenticated')
    const view = await showBooth(dependencies, {
      space: spaceClaim,
      booth: boothClaim,
      now: new Date(),
    })
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { ballots: view.ballots } }
  },
)
